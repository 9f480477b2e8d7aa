/**
 * Sets environment variables of this process, undefined: none. Gives back what puts them as they were. Never by another object in
 * the place of `process.env`: the system would see no variable of that, and os.tmpdir() asks the system.
 */
export function setVariables(wanted: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  const set = (all: readonly (readonly [string, string | undefined])[]): void => {
    for (const [name, value] of all) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set(Object.entries(wanted));
  return () => set(before);
}
