/** The docstrings of the classes and interfaces that a TypeScript program has, by `Name` and `Name.member`. */
export type Documentation = (name: string) => string;
