// Deflate (RFC 1951) unpacked in pieces, never by more than is expected, and to the very last byte of what is given.
//
// Not DecompressionStream: it came late to some browsers, Node 18 has none for raw data, and they differ in what they do with
// bytes behind the end. It decides as the program's does (generator/archive/entry_bytes.cpp, which asks zlib).
const history = 32768,
  room = history + 65536; // a distance reaches 32 KiB back
const fast_bits = 9;
const water = 512; // bytes: no symbol and no head of a block is longer; with fewer at hand, more is fetched first

export class Inflated extends Error {} // "deflate" or "size"

class Code {
  constructor(lengths, kind) {
    const count = new Uint16Array(16);
    for (const length of lengths) ++count[length];
    let left = 1;
    for (let length = 1; length <= 15; ++length) {
      left = 2 * left - count[length];
      if (left < 0) throw new Inflated("deflate");
    }
    const used = lengths.length - count[0];
    // One code of one bit may stand alone, and no distance at all be used (RFC 1951 §3.2.7).
    if (used > 0 && left > 0 && (kind === "lengths" || used !== count[1])) throw new Inflated("deflate");
    if (used === 0 && kind === "lengths") throw new Inflated("deflate");
    const offsets = new Uint16Array(16),
      next = new Uint16Array(16);
    for (let length = 1; length < 15; ++length) offsets[length + 1] = offsets[length] + count[length];
    for (let length = 1, code = 0; length <= 15; ++length)
      next[length] = code = (code + (length > 1 ? count[length - 1] : 0)) << 1;
    this.count = count;
    this.symbols = new Uint16Array(used);
    this.fast = new Uint16Array(1 << fast_bits); // symbol and length by the next bits; 0: a longer code
    lengths.forEach((length, symbol) => {
      if (length === 0) return;
      this.symbols[offsets[length]++] = symbol;
      const code = next[length]++;
      if (length > fast_bits) return;
      let reversed = 0;
      for (let i = 0; i < length; ++i) reversed |= ((code >> i) & 1) << (length - 1 - i);
      for (; reversed < 1 << fast_bits; reversed += 1 << length) this.fast[reversed] = (symbol << 4) | length;
    });
  }
}

const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const length_base = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const length_bits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distance_base = Array.from({ length: 30 }, (_, i) => (i < 4 ? i + 1 : (2 + (i & 1)) * 2 ** ((i >> 1) - 1) + 1));
const distance_bits = Array.from({ length: 30 }, (_, i) => (i < 4 ? 0 : (i >> 1) - 1));
const fixed_lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
const fixed = { literals: new Code(fixed_lengths, "fixed"), distances: new Code(new Array(32).fill(5), "fixed") };

export class Inflater {
  // Gives at most `expected` bytes to `take` (pieces are good until it returns) and throws "size" for one more.
  constructor(expected, take) {
    Object.assign(this, { expected, take, input: new Uint8Array(), at: 0, is_last: false, hold: 0, bits: 0, padded: 0 });
    Object.assign(this, {
      out: new Uint8Array(room),
      end: 0,
      given: 0,
      total: 0,
      state: "head",
      final: false,
      stored: 0,
      block: null,
    });
  }

  // The next input, and whether it is the last.
  push(piece, is_last) {
    const rest = this.input.subarray(this.at);
    this.input = new Uint8Array(rest.length + piece.length);
    this.input.set(rest);
    this.input.set(piece, rest.length);
    this.at = 0;
    this.is_last = is_last;
    while (this.state !== "end" && (is_last || this.input.length - this.at >= water)) this.run();
    if (this.state === "end") {
      this.flush();
      // Bytes behind the end are read by nobody; they have no business there.
      if (this.total !== this.expected || this.input.length > this.at || this.bits - this.padded >= 8 || !is_last)
        throw new Inflated("size");
    }
  }

  run() {
    if (this.state === "head") this.head();
    else if (this.state === "stored") this.copy_stored();
    else this.symbols();
  }

  // Makes at least n bits available; behind the end they are zeros that nobody may use up.
  need(n) {
    while (this.bits < n) {
      if (this.at < this.input.length) this.hold |= this.input[this.at++] << this.bits;
      else if (this.is_last) this.padded += 8;
      else throw new Error("inflate: too little input was asked for");
      this.bits += 8;
    }
  }
  drop(n) {
    this.hold >>>= n;
    this.bits -= n;
    if (this.bits < this.padded) throw new Inflated("deflate"); // cut short
  }
  take_bits(n) {
    if (n === 0) return 0;
    this.need(n);
    const value = this.hold & ((1 << n) - 1);
    this.drop(n);
    return value;
  }

  symbol(code) {
    this.need(15);
    const entry = code.fast[this.hold & ((1 << fast_bits) - 1)];
    if (entry !== 0) {
      this.drop(entry & 15);
      return entry >> 4;
    }
    for (let length = 1, value = 0, first = 0, index = 0; length <= 15; ++length) {
      value |= (this.hold >> (length - 1)) & 1;
      const count = code.count[length];
      if (value - count < first) {
        this.drop(length);
        return code.symbols[index + value - first];
      }
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new Inflated("deflate");
  }

  head() {
    if (this.final) return void (this.state = "end");
    this.final = this.take_bits(1) === 1;
    const kind = this.take_bits(2);
    if (kind === 0) return this.stored_head();
    if (kind === 3) throw new Inflated("deflate");
    this.block = kind === 1 ? fixed : this.dynamic_codes();
    this.state = "symbols";
  }
  stored_head() {
    this.drop(this.bits & 7);
    const length = this.take_bits(16),
      complement = this.take_bits(16);
    if (length !== (complement ^ 0xffff)) throw new Inflated("deflate");
    this.stored = length;
    this.state = length > 0 ? "stored" : "head";
  }
  dynamic_codes() {
    const literals = this.take_bits(5) + 257,
      distances = this.take_bits(5) + 1,
      count = this.take_bits(4) + 4;
    if (literals > 286 || distances > 30) throw new Inflated("deflate");
    const head = new Array(19).fill(0);
    for (let i = 0; i < count; ++i) head[order[i]] = this.take_bits(3);
    const code = new Code(head, "lengths"),
      lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = this.symbol(code);
      if (symbol < 16) {
        lengths.push(symbol);
        continue;
      }
      if (symbol === 16 && lengths.length === 0) throw new Inflated("deflate");
      const repeated = symbol === 16 ? lengths.at(-1) : 0;
      const times = symbol === 16 ? 3 + this.take_bits(2) : symbol === 17 ? 3 + this.take_bits(3) : 11 + this.take_bits(7);
      if (lengths.length + times > literals + distances) throw new Inflated("deflate");
      for (let i = 0; i < times; ++i) lengths.push(repeated);
    }
    if (lengths[256] === 0) throw new Inflated("deflate");
    return {
      literals: new Code(lengths.slice(0, literals), "literals"),
      distances: new Code(lengths.slice(literals), "distances"),
    };
  }

  // Until the block ends, or input or room run low.
  symbols() {
    const { literals, distances } = this.block;
    while (this.is_last || this.input.length - this.at >= water) {
      const symbol = this.symbol(literals);
      if (symbol === 256) return void (this.state = "head");
      if (symbol < 256) {
        this.put(symbol);
        continue;
      }
      if (symbol > 285) throw new Inflated("deflate");
      const length = length_base[symbol - 257] + this.take_bits(length_bits[symbol - 257]);
      const far = this.symbol(distances);
      if (far > 29) throw new Inflated("deflate");
      const distance = distance_base[far] + this.take_bits(distance_bits[far]);
      if (distance > this.total) throw new Inflated("deflate");
      for (let i = 0; i < length; ++i) this.put(this.out[this.end - distance]);
    }
  }
  copy_stored() {
    for (; this.stored > 0; --this.stored) {
      if (this.bits === 0 && this.at === this.input.length && !this.is_last) return; // more will come
      this.put(this.take_bits(8));
    }
    this.state = "head";
  }

  put(byte) {
    if (this.total === this.expected) throw new Inflated("size");
    if (this.end === room) this.flush();
    this.out[this.end++] = byte;
    ++this.total;
  }
  flush() {
    if (this.end > this.given) this.take(this.out.subarray(this.given, this.end));
    const kept = Math.min(this.end, history);
    this.out.copyWithin(0, this.end - kept, this.end);
    this.end = this.given = kept;
  }
}
