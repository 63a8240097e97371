// How memory is kept. [only user of jemalloc]
//
// The library takes the place of malloc by being linked; here it is told to give back soon what a group has left: where one group
// after another is built, the memory of the largest is enough; and all threads take from one arena: what remains of groups lies
// between what they were made of, and would keep more of it from being given back in each of several.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "narenas:1,dirty_decay_ms:50,muzzy_decay_ms:0";
}
