// Text for whoever reads this program through a pipe. console.log followed by process.exit loses what the reader has not
// taken yet: a pipe holds some 270 short lines.
export const say_all = (lines) => new Promise((done) => process.stdout.write(lines.join("\n") + "\n", done));
