import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** How an archive is protected: the old way that anything can open, or AES with 256 bits. */
export type Protection = 'ZipCrypto' | 'AES';

/** A ZIP file in which each file with a password is protected by it. */
export async function protectedZip(
  protection: Protection, files: readonly { readonly name: string; readonly data: string | Buffer; readonly password?: string }[],
): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { name, data, password } of files) {
    await writer.add(name, new Uint8ArrayReader(new Uint8Array(Buffer.from(data))), {
      ...(password === undefined ? {} : { password, ...(protection === 'AES' ? { encryptionStrength: 3 } : { zipCrypto: true }) }),
      lastModDate: new Date('2024-06-30T12:00:00Z'),
    });
  }
  return Buffer.from(await writer.close());
}
