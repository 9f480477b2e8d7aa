/** How a program that fails by what was refused in its preview begins to say so. */
export const REFUSED = "Refused: ";

/** Where a provider process notes, beside the file of claims that a program has made, what it refuses in a preview. */
export function refusedFileOf(claimsPath: string): string {
  return `${claimsPath}-refused`;
}
