import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { InputError } from "../../errors/inputError";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The certificates of a PEM file. A file that cannot be read or holds none is an InputError naming `source`:
 * Node itself would pass over it in silence, and every request would then fail for a reason hard to find.
 */
export async function readCaBundle(path: string, source: string): Promise<readonly string[]> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new InputError(source, `the file ${path} cannot be read.`, { cause });
  });
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) throw new InputError(source, `the file ${path} holds no PEM certificate.`);
  for (const [index, certificate] of certificates.entries()) {
    try {
      new X509Certificate(certificate);
    } catch (cause) {
      throw new InputError(source, `certificate ${index + 1} in the file ${path} cannot be read.`, { cause });
    }
  }
  return certificates;
}
