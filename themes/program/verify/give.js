// How files come to the page: chosen, or dropped as files and folders. Always [{path, blob}], paths with "/".
const most = 200000; // files; a repository has some thousands

export class TooMany extends Error {}
export const limit = most;

export function chosen(list) {
  if (list.length > most) throw new TooMany();
  return Array.from(list, (blob) => ({ path: blob.webkitRelativePath || blob.name, blob }));
}

// Nothing signed is there, and much else: read only where everything counts, by `rest`.
const left_out = (name) => name === ".git" || name === "node_modules";

// What was dropped: {list, folders, things, rest (adds to the list what was left out)}. Handles must be asked for before the event
// is over; pages from file:// get no entries, only handles.
export async function dropped(transfer, tick) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const handles = items.map((item) => (item.getAsFileSystemHandle ? item.getAsFileSystemHandle().catch(() => null) : null));
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = items.map((item) => item.getAsFile());
  const out = [],
    later = [];
  let folders = 0;
  for (let i = 0; i < items.length; ++i) {
    const handle = await handles[i];
    if (handle?.kind === "directory") {
      ++folders;
      await walk_handle(handle, handle.name, out, tick, later);
    } else if (!handle && entries[i]?.isDirectory) {
      ++folders;
      await walk_entry(entries[i], entries[i].name, out, tick, later);
    } else if (files[i]) out.push({ path: files[i].name, blob: files[i] });
  }
  const rest = async () => {
    for (const walk of later) await walk();
  };
  return { list: out, folders, things: items.length, rest };
}

async function add(out, path, blob, tick) {
  if (out.length >= most) throw new TooMany();
  out.push({ path, blob });
  await tick(out.length);
}

// `later`: a list for what is left out; without one, nothing is.
async function walk_handle(folder, path, out, tick, later) {
  for await (const [name, handle] of folder.entries()) {
    const below = () => walk_handle(handle, `${path}/${name}`, out, tick);
    if (handle.kind === "directory" && later && left_out(name)) later.push(below);
    else if (handle.kind === "directory") await walk_handle(handle, `${path}/${name}`, out, tick, later);
    else await add(out, `${path}/${name}`, await handle.getFile(), tick);
  }
}

async function walk_entry(folder, path, out, tick, later) {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
    if (some.length === 0) return;
    for (const entry of some) {
      const below = () => walk_entry(entry, `${path}/${entry.name}`, out, tick);
      if (entry.isDirectory && later && left_out(entry.name)) later.push(below);
      else if (entry.isDirectory) await walk_entry(entry, `${path}/${entry.name}`, out, tick, later);
      else await add(out, `${path}/${entry.name}`, await new Promise((resolve, reject) => entry.file(resolve, reject)), tick);
    }
  }
}
