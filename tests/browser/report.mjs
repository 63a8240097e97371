// Counts tests. A test is a name and a function that throws, or returns a list of faults (empty: it passed).
const shown_faults = 12;

export class Report {
  passed = 0;
  failed = 0;
  notes = [];

  async test(name, body) {
    let faults;
    try {
      faults = (await body()) ?? [];
    } catch (error) {
      faults = [String(error.stack ?? error)];
    }
    this.count(name, faults);
    return faults.length === 0;
  }

  count(name, faults) {
    if (faults.length === 0) {
      this.passed++;
      return;
    }
    this.failed++;
    console.log(`FAILED: ${name}`);
    for (const fault of faults.slice(0, shown_faults)) console.log(`    ${fault}`);
    if (faults.length > shown_faults) console.log(`    … and ${faults.length - shown_faults} more`);
  }

  add(other) {
    this.passed += other.passed;
    this.failed += other.failed;
    this.notes.push(...other.notes);
  }

  note(text) {
    this.notes.push(text);
  }

  // The exit status: nothing counted is a failure too.
  finish() {
    for (const text of this.notes) console.log(text);
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed > 0 || this.passed === 0 ? 1 : 0;
  }
}

// Runs `work` over `items`, at most `width` at once. Each lane has what `prepare` gives it, closed at the end.
export async function at_once(width, items, work, prepare = async () => ({ close() {} })) {
  const waiting = [...items];
  const lane = async () => {
    const own = await prepare();
    while (waiting.length > 0) await work(waiting.shift(), own);
    await own.close();
  };
  await Promise.all(Array.from({ length: width }, lane));
}
