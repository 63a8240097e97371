// A photograph as telephones make them: a JPEG that browsers show, with a place in its Exif.
// One grey pixel, baseline, made with libjpeg's standard tables.
const pixel = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z",
  "base64",
);
const number = (value, size) => {
  const out = Buffer.alloc(size);
  out.writeUIntLE(value, 0, size);
  return out;
};

// `word`: what the camera calls itself, to look for afterwards.
export function jpeg_with(word) {
  const field = (tag, type, count, value) => Buffer.concat([number(tag, 2), number(type, 2), number(count, 4), value]);
  const name = Buffer.from(`${word}\0`);
  // TIFF: IFD0 (Model, GPS IFD) at 8, the name, the GPS IFD, its two triplets.
  const ifd0 = 8,
    name_at = ifd0 + 2 + 24 + 4,
    gps_at = name_at + name.length + (name.length % 2),
    places_at = gps_at + 2 + 48 + 4;
  const triplet = (...parts) => Buffer.concat(parts.flatMap((part) => [number(part, 4), number(1, 4)]));
  const tiff = Buffer.concat([
    Buffer.from("II*\0"),
    number(ifd0, 4),
    number(2, 2),
    field(0x0110, 2, name.length, number(name_at, 4)),
    field(0x8825, 4, 1, number(gps_at, 4)),
    number(0, 4),
    name,
    Buffer.alloc(name.length % 2),
    number(4, 2),
    field(1, 2, 2, Buffer.from("N\0\0\0")),
    field(2, 5, 3, number(places_at, 4)),
    field(3, 2, 2, Buffer.from("E\0\0\0")),
    field(4, 5, 3, number(places_at + 24, 4)),
    number(0, 4),
    triplet(44, 5, 30),
    triplet(6, 13, 59),
  ]);
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255]), exif]);
  return Buffer.concat([pixel.subarray(0, 2), segment, pixel.subarray(2)]);
}
