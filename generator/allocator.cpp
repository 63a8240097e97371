// How memory is kept. [only user of jemalloc]
//
// The library takes the place of malloc by being linked; here it is told to give back soon what a group has left: where one group
// after another is built, the memory of the largest is enough.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "dirty_decay_ms:200,muzzy_decay_ms:0";
}
