#include "build/grouped_run.hpp"

#include "base/archive.hpp"
#include "base/hash.hpp"
#include "base/sha256_stream.hpp"
#include "base/threads.hpp"
#include "build/archive_members.hpp"
#include "build/attachments.hpp"
#include "build/group_run.hpp"
#include "build/ingredients.hpp"
#include "build/memo.hpp"
#include "build/retention.hpp"
#include "load/places.hpp"
#include "load/readers.hpp"
#include "publish/manifest_disk.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace livret {

LIVRET_MEMBERS(Lists, gfps, trainees, activities, positionings, trainings, questions, notices, left_out, attestations, incomplete,
               unreadable, foreign_supersedes)
LIVRET_MEMBERS(Remains, shown, surface, people, page_paths)

namespace {

class GroupedRun {
  public:
    explicit GroupedRun(const BuildOptions& options) : options_(options), common_(options) {}

    BuildReport check() {
        if (read_common()) {
            run_groups(nullptr);
            remind();
            run_above(nullptr);
            report_missing_texts(common_.look, report_.sink);
        }
        return finish(false);
    }

    BuildReport build() {
        if (!read_common() || !is_publishable_) return finish(false);
        if (options_.strictness == Strictness::strict) { // nothing is published if anything is wrong anywhere
            run_groups(nullptr);
            if (count_errors() > 0) return finish(false);
            report_.pages = 0;
        }
        if (options_.output_in_root) refuse_links_to(options_.root, *common_.repository, *options_.output_in_root);
        make_folders(options_.output);
        const std::unique_ptr<Disk> site = open_real_disk(options_.output);
        const std::unique_ptr<Disk> manifests = open_manifest_disk(options_.root, options_.output_in_root.has_value());
        above_before_ = read_manifest_part(*manifests, output_name(options_), "");
        Destination to{site.get(), manifests.get(), [&](const std::string& part) { return before(*manifests, part); }, {}};
        PhaseTimer timer(report_.phases);
        memo_ = std::make_unique<BuildMemo>(options_, *common_.repository, began_);
        ingredients_ = std::make_unique<IngredientList>(common_, *memo_);
        timer.done("memo");
        run_groups(&to);
        run_above(&to);
        if (options_.gfps.empty()) remove_gone_groups(to);
        report_missing_texts(common_.look, report_.sink);
        PhaseTimer saving(report_.phases);
        memo_->save(*site, *manifests);
        report_.memo_trouble = memo_->trouble();
        saving.done("memo");
        return finish(true);
    }

  private:
    const BuildOptions& options_;
    BuildReport report_;
    Common common_;
    const std::int64_t began_ = stamping_clock();
    std::unique_ptr<BuildMemo> memo_; // of a build
    std::unique_ptr<IngredientList> ingredients_;
    std::mutex noting_;
    bool is_publishable_ = true;
    std::vector<GfpId> wanted_;
    std::vector<GroupRest> rests_; // one for each of `wanted_`
    std::vector<OfOthers> known_;  // likewise: what each had to know of others
    std::vector<GfpId> elsewhere_; // groups that are not built (--gfp); of some, what the built ones have to know:
    std::map<GfpId, Remains> read_elsewhere_;
    Manifest above_before_; // what the manifest without parts said; perhaps of groups, too

    std::size_t count_errors() const {
        return report_.sink.errors() + (options_.strictness == Strictness::strict ? report_.sink.warnings() : 0);
    }
    bool stop_here() const { return options_.strictness == Strictness::strict && count_errors() > 0; }

    // False: there is nothing to go on with.
    bool read_common() {
        Sink& sink = report_.sink;
        PhaseTimer timer(report_.phases);
        common_.repository = open_real_disk(options_.root);
        common_.snapshot = take_snapshot(*common_.repository, options_.output_in_root, sink);
        timer.done("snapshot");
        read_frame(*common_.repository, common_.snapshot, common_.frame, sink);
        choose_groups();
        common_.groups = read_groups(*common_.repository, common_.frame, options_.jobs); // pages name other groups
        read_shared();
        timer.done("load");
        examine_attachments(common_.shared.institute, *common_.repository, options_.jobs, sink);
        timer.done("attachments");
        Institute settings;
        settings.configuration = common_.frame.scope.configuration;
        settings.frameworks = common_.frame.scope.frameworks;
        std::set<GfpId> groups;
        for (const auto& [gfp, files] : common_.frame.groups) groups.insert(gfp);
        common_.trust = make_shared_verdicts(settings, groups, *common_.repository, options_.believe, options_.jobs, sink);
        timer.done("verdicts");
        is_publishable_ = is_good_for_readers(options_.audience, common_.trust.state, sink);
        if (stop_here()) return false;
        const std::size_t before = sink.errors();
        read_look(options_, *common_.repository, settings.configuration, common_.trust.state, common_.look, sink);
        timer.done("theme");
        if (sink.errors() > before || stop_here()) return false; // a broken theme breaks every page
        if (options_.git == GitFacts::read) {
            common_.history.emplace(read_history(options_.root, options_.now.local_date()));
            Authorship facts;
            facts.cut = common_.history->whole.cut;
            facts.from = common_.history->from;
            report_cut_history(facts, options_.now.local_date(), sink);
            timer.done("history");
        }
        // Everything hangs on livret.yaml: with half of it, a build would take good pages away.
        is_publishable_ = is_publishable_ && !sink.has_errors_in(SourcePath{"livret.yaml"});
        return true;
    }

    void choose_groups() {
        for (const auto& [gfp, files] : common_.frame.groups)
            (options_.gfps.empty() || std::find(options_.gfps.begin(), options_.gfps.end(), gfp) != options_.gfps.end()
                 ? wanted_
                 : elsewhere_)
                .push_back(gfp);
    }

    // What is of no group. If it names something in a group, the groups' surfaces must be known first.
    void read_shared() {
        const auto load = [&](const Others& others) {
            return load_part(*common_.repository, common_.frame.shared, common_.frame.scope, others, options_.jobs);
        };
        common_.shared = load({{}, false});
        if (!common_.shared.complete) {
            const std::vector<Surface> surfaces = read_surfaces();
            Others all;
            for (const Surface& one : surfaces) all.known.push_back(&one);
            common_.shared = load(all);
        }
        report_.sink.append(common_.shared.sink);
        read_speakers();
    }

    void read_speakers() {
        std::set<TraineeKey> whose;
        const auto add = [&](const PersonKey& one) {
            if (!one.trainee.empty()) whose.insert({one.gfp, one.trainee});
        };
        for (const Question& one : common_.shared.institute.questions) {
            add(one.by);
            for (const Answer& answer : one.answers) add(answer.by);
        }
        for (const Trainee& one : read_profiles(*common_.repository, common_.frame, whose, options_.jobs)) {
            Trainee& speaker = common_.speakers.emplace_back();
            speaker.key = one.key;
            speaker.path = one.path;
            speaker.name = one.name;
        }
    }

    std::vector<Surface> read_surfaces() {
        std::vector<Surface> out;
        for (const auto& [gfp, files] : common_.frame.groups)
            out.push_back(load_part(*common_.repository, files, common_.frame.scope, {{}, false}, options_.jobs).surface);
        return out;
    }

    // What an earlier build wrote of a part.
    Manifest before(const Disk& manifests, const std::string& part) const {
        Manifest out = read_manifest_part(manifests, output_name(options_), part);
        if (part.empty() || !out.files.empty()) {
            std::erase_if(out.files, [&](const auto& file) { return part_of(file.first) != part; });
            return out;
        }
        out.complete = above_before_.complete;
        for (const auto& [path, digest] : above_before_.files)
            if (part_of(path) == part) out.files.emplace(path, digest);
        return out;
    }

    void run_groups(const Destination* to) {
        rests_.clear();
        rests_.resize(wanted_.size());
        std::vector<std::size_t> all(wanted_.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
        known_.assign(wanted_.size(), {});
        std::vector<OfOthers>& others = known_;
        for (const std::size_t i : groups_with_same_names()) others[i].must_know_first = true;
        run_some(all, others, to);
        // Until nobody has to be made again: what is wrong in one group can take something away that another one named.
        std::set<std::size_t> again = look_again(others);
        for (int round = 0; !again.empty() && round < 3; ++round) {
            run_some({again.begin(), again.end()}, others, to);
            again = look_again(others);
        }
        for (GroupRest& one : rests_) {
            report_.kept += one.is_kept ? 1 : 0;
            report_.sink.append(one.sink);
            report_.pages += one.pages;
            report_.files.written += one.files.written;
            report_.files.unchanged += one.files.unchanged;
            report_.files.removed += one.files.removed;
        }
    }

    // Those that have a reference or an identifier in common, as a quick look tells: what is wrong with it takes something from
    // one of them, which would be published first and taken away later.
    std::set<std::size_t> groups_with_same_names() {
        std::vector<GfpId> all = wanted_; // those that are built come first
        all.insert(all.end(), elsewhere_.begin(), elsewhere_.end());
        std::vector<std::vector<std::string>> names(all.size());
        parallel_for(all.size(), options_.jobs, [&](std::size_t i) { names[i] = quick_names(all[i]); });
        std::map<std::string_view, std::size_t> first;
        std::set<std::size_t> out;
        for (std::size_t i = 0; i < names.size(); ++i)
            for (const std::string& name : names[i])
                if (const auto [known, fresh] = first.try_emplace(name, i); known->second != i) out.insert({i, known->second});
        std::erase_if(out, [&](std::size_t i) { return i >= wanted_.size(); });
        return out;
    }

    std::vector<std::string> quick_names(const GfpId& gfp) {
        using Names = std::vector<std::string>; // the digest of the sources first
        const std::string key = "quick names " + gfp.value;
        Names out(1);
        if (memo_ != nullptr) {
            out[0] = ingredients_->sources_of(gfp);
            if (const auto kept = memo_->bytes(key))
                if (auto known = from_archive<Names>(*kept); known && !known->empty() && known->front() == out[0]) {
                    known->erase(known->begin());
                    return std::move(*known);
                }
        }
        for (const SourceFile* file : common_.frame.groups.at(gfp)) {
            const PlaceKind kind = place_of(file->path).kind;
            if ((kind != PlaceKind::activity && kind != PlaceKind::profile) || file->size > max_source_bytes) continue;
            const std::string text = common_.repository->try_read(file->path.value).value_or("");
            for (std::string& one : kind == PlaceKind::profile ? values_of_lines(text, {"id:"})
                                                               : values_of_lines(text, {"reference:", "référence:"}))
                if (!one.empty()) out.push_back(std::move(one));
        }
        if (memo_ != nullptr) memo_->keep_bytes(key, to_archive(out));
        out.erase(out.begin());
        return out;
    }

    void remind() {
        Institute members;
        members.configuration = common_.frame.scope.configuration;
        for (GroupRest& one : rests_) {
            if (one.gfp) members.gfps.push_back(*one.gfp);
            members.trainees.insert(members.trainees.end(), one.members.begin(), one.members.end());
        }
        remind_of_retention(members, options_.now.local_date(), report_.sink);
    }

    // Each group on its own thread, or, where there are few, one after the other on all threads.
    void run_some(const std::vector<std::size_t>& which, const std::vector<OfOthers>& others, const Destination* to) {
        const bool side_by_side = which.size() >= 2 * std::size_t{options_.jobs};
        const unsigned outer = side_by_side ? options_.jobs : 1, inner = side_by_side ? 1 : options_.jobs;
        std::vector<std::vector<Renderer>> renderers(outer);
        for (auto& some : renderers)
            for (unsigned i = 0; i < inner; ++i) some.emplace_back(common_.look.programs);
        std::vector<GroupRest> made(which.size());
        std::atomic<std::size_t> next{0};
        std::mutex mutex;
        Progress progress(options_, which.size());
        parallel_for(outer, outer, [&](std::size_t worker) {
            for (std::size_t i; (i = next.fetch_add(1)) < which.size();) {
                Destination own;
                if (to != nullptr) {
                    own = *to;
                    own.progress = [&, i](std::size_t done, std::size_t total) { progress.at(i, done, total); };
                }
                GroupRest rest = find_or_run(which[i], others[which[i]], renderers[worker], to == nullptr ? nullptr : &own);
                const std::lock_guard lock(mutex);
                add_phases(rest.phases);
                made[i] = std::move(rest);
            }
        });
        // Only now: those that had to know others looked into what had remained of these before.
        for (std::size_t i = 0; i < which.size(); ++i) put(rests_[which[i]], std::move(made[i]));
    }

    // A group that is kept in a later round has been read in an earlier one: what remained of it then is still good.
    static void put(GroupRest& old, GroupRest made) {
        if (made.is_kept && (!old.is_kept || old.is_fetched)) {
            made.remains = std::move(old.remains);
            made.is_fetched = !old.digest.empty();
        }
        old = std::move(made);
    }

    // Of all groups, in thousandths of a group.
    class Progress {
      public:
        Progress(const BuildOptions& options, std::size_t groups) : options_(options), total_(1000 * groups), parts_(groups) {}
        void at(std::size_t group, std::size_t done, std::size_t total) {
            if (!options_.progress) return;
            const std::size_t now = 1000 * done / std::max<std::size_t>(1, total);
            const std::lock_guard lock(mutex_);
            if (now <= parts_[group]) return;
            sum_ += now - parts_[group];
            parts_[group] = now;
            options_.progress(sum_, total_);
        }

      private:
        const BuildOptions& options_;
        std::size_t total_, sum_ = 0;
        std::vector<std::size_t> parts_;
        std::mutex mutex_;
    };

    void add_phases(const std::vector<BuildReport::Phase>& phases) {
        for (const auto& one : phases) {
            const auto known = std::find_if(report_.phases.begin(), report_.phases.end(),
                                            [&](const auto& other) { return other.name == one.name; });
            if (known == report_.phases.end())
                report_.phases.push_back(one);
            else
                known->milliseconds += one.milliseconds;
        }
    }

    // The groups that were made without knowing what they have to know, and what that is.
    std::set<std::size_t> look_again(std::vector<OfOthers>& others) {
        std::set<std::size_t> out;
        static const std::string all_different = "names that are all different";
        const std::string names = all_names();
        if (memo_ != nullptr && std::all_of(rests_.begin(), rests_.end(), [](const GroupRest& one) { return one.complete; }) &&
            memo_->bytes(all_different) == names)
            return out;
        fetch_remains();
        std::map<std::string_view, std::vector<std::size_t>> references, identifiers;
        for (std::size_t i = 0; i < rests_.size(); ++i) {
            if (!rests_[i].complete) out.insert(i);
            for (const auto& [name, path] : rests_[i].remains.surface.references) references[name].push_back(i);
            for (const auto& [name, path] : rests_[i].remains.surface.identifiers) identifiers[name].push_back(i);
        }
        for (const auto* those : {&references, &identifiers})
            for (const auto& [name, groups] : *those)
                if (groups.size() > 1) out.insert(groups.begin(), groups.end());
        std::erase_if(out, [&](std::size_t i) { return others[i].all; });
        if (!out.empty()) read_elsewhere();
        for (const std::size_t i : out) {
            others[i].all = true;
            others[i].must_know_first = false;
            for (const auto& [gfp, remains] : read_elsewhere_) others[i].known.push_back(&remains.surface);
            for (std::size_t other = 0; other < rests_.size(); ++other)
                if (other != i) others[i].known.push_back(&rests_[other].remains.surface);
        }
        look_for_claims(others, out);
        if (memo_ != nullptr && out.empty() &&
            std::none_of(others.begin(), others.end(), [](const OfOthers& one) { return one.all || !one.claimed.empty(); }))
            memo_->keep_bytes(all_different, names);
        return out;
    }

    // Groups that are not built, as far as others have to know them.
    void read_elsewhere() {
        for (const GfpId& gfp : elsewhere_) {
            const auto [at, fresh] = read_elsewhere_.try_emplace(gfp);
            if (!fresh) continue;
            Part part =
                load_part(*common_.repository, common_.frame.groups.at(gfp), common_.frame.scope, {{}, false}, options_.jobs);
            at->second.surface = std::move(part.surface);
            for (const auto& one : people_of(part.institute)) at->second.people.push_back(one);
        }
    }

    // Of every name that is to be the only one of its kind, and of who is registered where.
    std::string all_names() const {
        if (memo_ == nullptr) return {};
        Sha256Stream out;
        for (const GroupRest& one : rests_) out.update(one.names + "\n");
        out.update(ingredients_->common().at("trust"));
        return out.hex();
    }

    // What remains of groups that were not made again, where it is wanted after all. One of which it is lost is made again.
    void fetch_remains() {
        for (std::size_t i = 0; i < rests_.size(); ++i) {
            GroupRest& one = rests_[i];
            if (!one.is_kept || one.is_fetched) continue;
            one.is_fetched = true;
            const auto kept = memo_->bytes("rest " + wanted_[i].value);
            if (kept && sha256_hex(*kept) == one.digest)
                if (auto remains = from_archive<Remains>(*kept)) {
                    one.remains = std::move(*remains);
                    continue;
                }
            std::vector<Renderer> renderers;
            renderers.emplace_back(common_.look.programs);
            one.remains = run_group(common_, wanted_[i], known_[i], renderers, nullptr).remains;
        }
    }

    // A group as an earlier build left it, or made now.
    GroupRest find_or_run(std::size_t i, const OfOthers& others, std::vector<Renderer>& renderers, const Destination* to) {
        if (to == nullptr) return run_group(common_, wanted_[i], others, renderers, to);
        const std::string& part = wanted_[i].value;
        if (others.must_know_first) {
            GroupRest rest = run_group(common_, wanted_[i], others, renderers, to);
            rest.surface = sha256_hex(to_archive(rest.remains.surface));
            return rest;
        }
        std::string surfaces;
        if (others.all)
            for (std::size_t other = 0; other < rests_.size(); ++other)
                if (other != i) surfaces += rests_[other].surface;
        if (others.all)
            for (const auto& [gfp, remains] : read_elsewhere_) surfaces += sha256_hex(to_archive(remains.surface));
        Ingredients ingredients = ingredients_->of(wanted_[i], others, sha256_hex(surfaces));
        std::vector<std::string> because{"new"};
        if (const auto kept = memo_->kept(part)) {
            because = memo_->differences(*kept, ingredients, *to->site, *to->manifests, part);
            if (because.empty()) return as_kept(*kept);
        }
        GroupRest rest = run_group(common_, wanted_[i], others, renderers, to);
        note_remade(part, std::move(because));
        const Surface& surface = rest.remains.surface;
        rest.names =
            sha256_hex(to_archive(surface.references) + to_archive(surface.identifiers) + to_archive(rest.remains.people));
        rest.surface = sha256_hex(to_archive(surface));
        if (!rest.complete || !rest.stands_alone) {
            memo_->forget(part);
            return rest;
        }
        const std::string remains = to_archive(rest.remains);
        rest.digest = sha256_hex(remains);
        memo_->keep_bytes("rest " + part, remains);
        Kept kept;
        kept.ingredients = std::move(ingredients);
        kept.lasting = lasting_of(rest.remains.shown.questions, options_.now);
        kept.lasting.until = std::min(kept.lasting.until, lasting_of(common_.shared.institute.questions, options_.now).until);
        kept.messages = rest.sink.items();
        kept.pages = rest.pages;
        kept.files = rest.files.written + rest.files.unchanged;
        kept.names = rest.names;
        kept.surface = rest.surface;
        kept.rest = rest.digest;
        memo_->keep(part, std::move(kept), IngredientList::contents_of(wanted_[i]));
        return rest;
    }

    static GroupRest as_kept(const Kept& kept) {
        GroupRest out;
        out.is_kept = true;
        out.pages = kept.pages;
        out.files.unchanged = kept.files;
        out.names = kept.names;
        out.surface = kept.surface;
        out.digest = kept.rest;
        for (const Diagnostic& one : kept.messages) out.sink.add(one);
        return out;
    }

    void note_remade(const std::string& part, std::vector<std::string> because) {
        const std::lock_guard lock(noting_);
        report_.remade.push_back({part, std::move(because)});
    }

    // Somebody who says to be another group's trainee casts doubt on what was signed about her.
    void look_for_claims(std::vector<OfOthers>& others, std::set<std::size_t>& again) {
        std::vector<People> claimed(rests_.size());
        const auto look = [&](const GfpId& own, const Remains& remains) {
            for (const auto& [id, person] : remains.people) {
                const RosterLine* line = common_.trust.verdicts.judged.chain->roster.line(id);
                if (line == nullptr) continue;
                const GfpId home{line->folder.substr(0, line->folder.find('/'))};
                const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), home);
                if (home != own && at != wanted_.end() && *at == home)
                    claimed[static_cast<std::size_t>(at - wanted_.begin())].emplace(id, person);
            }
        };
        for (std::size_t i = 0; i < rests_.size(); ++i) look(wanted_[i], rests_[i].remains);
        for (const auto& [gfp, remains] : read_elsewhere_) look(gfp, remains);
        for (std::size_t i = 0; i < rests_.size(); ++i) {
            if (claimed[i] == others[i].claimed) continue;
            others[i].claimed = std::move(claimed[i]);
            again.insert(i);
        }
    }

    // What lies above the groups.
    void run_above(const Destination* to) {
        if (!options_.gfps.empty()) return; // its pages speak of all groups
        PhaseTimer timer(report_.phases);
        Ingredients ingredients;
        if (to != nullptr) {
            ingredients = ingredients_->common();
            std::string rests;
            for (const GroupRest& one : rests_) rests += one.digest;
            ingredients["groups"] = sha256_hex(rests);
            std::vector<std::string> because{"new"};
            if (const auto kept = memo_->kept("")) {
                because = memo_->differences(*kept, ingredients, *to->site, *to->manifests, "");
                if (because.empty()) {
                    const GroupRest above = as_kept(*kept);
                    report_.sink.append(above.sink);
                    report_.pages += above.pages;
                    add(above.files);
                    timer.done("above");
                    return;
                }
            }
            note_remade("", std::move(because));
        }
        fetch_remains();
        ShownSite shown;
        Holdings content;
        content.repository = common_.repository;
        content.verdicts.files = common_.trust.verdicts.files;
        content.verdicts.judged.chain = common_.trust.verdicts.judged.chain;
        resolve(all_rests(), options_.audience, options_.now, shown);
        shown.context.part = SitePart::above;
        choose_signed_files(options_.audience, shown);
        list_pages(common_.look, shown);
        for (GroupRest& one : rests_)
            std::move(one.remains.page_paths.begin(), one.remains.page_paths.end(), std::back_inserter(shown.pages_elsewhere));
        report_.pages += shown.pages.size();
        if (to == nullptr) {
            for (const Page& page : shown.pages) page.value();
        } else {
            Sink own;
            const PublicationCounts counts = publish_above(content, shown, *to, own);
            add(counts);
            report_.sink.append(own);
            Kept kept;
            kept.ingredients = std::move(ingredients);
            kept.lasting = lasting_of(shown.institute.questions, options_.now);
            kept.messages = own.items();
            kept.pages = shown.pages.size();
            kept.files = counts.written + counts.unchanged;
            // A group that is not remembered has no digest: nothing tells whether it is the same next time.
            if (std::none_of(rests_.begin(), rests_.end(), [](const GroupRest& one) { return one.digest.empty(); }))
                memo_->keep("", std::move(kept), {});
            else
                memo_->forget("");
        }
        timer.done("above");
    }

    Institute all_rests() {
        Institute out;
        out.configuration = common_.frame.scope.configuration;
        if (options_.base_url) out.configuration.base_url = *options_.base_url;
        out.frameworks = common_.frame.scope.frameworks;
        out.examples = common_.shared.institute.examples;
        out.questions = common_.shared.institute.questions;
        out.trust = common_.trust.state;
        out = restrict_to(std::move(out), options_.audience, options_.drafts);
        const auto take = [](auto& to, auto& from) {
            std::move(from.begin(), from.end(), std::back_inserter(to));
            from.clear();
        };
        for (GroupRest& one : rests_) {
            Lists& shown = one.remains.shown;
            take(out.gfps, shown.gfps);
            take(out.trainees, shown.trainees);
            take(out.activities, shown.activities);
            take(out.positionings, shown.positionings);
            take(out.trainings, shown.trainings);
            take(out.questions, shown.questions);
            take(out.notices, shown.notices);
            take(out.left_out, shown.left_out);
            take(out.trust.attestations, shown.attestations);
            take(out.trust.incomplete, shown.incomplete);
            take(out.trust.unreadable, shown.unreadable);
            take(out.trust.foreign_supersedes, shown.foreign_supersedes);
        }
        return out;
    }

    PublicationCounts publish_above(const Holdings& content, ShownSite& shown, const Destination& to, Sink& sink) {
        std::vector<SiteFile> files = list_files(content, common_.look, shown);
        refuse_same_paths(files, sink);
        Publication publication(*to.site, *to.manifests, output_name(options_), "", before(*to.manifests, ""));
        std::vector<SitePath> planned;
        for (const SiteFile& file : files) planned.push_back(file.path);
        publication.begin(planned);
        std::vector<Renderer> renderers;
        renderers.emplace_back(common_.look.programs);
        publish_files(files, renderers, publication, {});
        return publication.finish(sink);
    }

    void add(const PublicationCounts& counts) {
        report_.files.written += counts.written;
        report_.files.unchanged += counts.unchanged;
        report_.files.removed += counts.removed;
    }

    // Groups that are no longer there take their pages with them.
    void remove_gone_groups(const Destination& to) {
        std::set<std::string> gone;
        for (std::string& part : manifest_parts(*to.manifests, output_name(options_))) gone.insert(std::move(part));
        for (const auto& [path, digest] : above_before_.files) gone.insert(std::string(part_of(path)));
        gone.erase("");
        for (const GfpId& one : wanted_) gone.erase(one.value);
        for (const std::string& part : gone) {
            Publication publication(*to.site, *to.manifests, output_name(options_), part, before(*to.manifests, part));
            publication.begin({});
            add(publication.finish(report_.sink));
            memo_->forget(part);
        }
    }

    BuildReport finish(bool published) {
        report_.stopped = !published;
        report_.errors = count_errors();
        report_.language = common_.frame.scope.configuration.language;
        return std::move(report_);
    }
};

} // namespace

bool goes_by_groups(const BuildOptions& options) {
    return options.session.empty() && !options.as_of;
}

BuildReport check_by_groups(const BuildOptions& options) {
    return GroupedRun(options).check();
}

BuildReport build_by_groups(const BuildOptions& options) {
    return GroupedRun(options).build();
}

} // namespace livret
