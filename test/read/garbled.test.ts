import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { isGarbled, repaired } from '../../migrator/read/garbled.js';

/** What a program shows that takes UTF-8 for Windows-1252. */
function garble(text: string): string {
  return Array.from(Buffer.from(text), (byte) => ([0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte) ? String.fromCharCode(byte) : iconv.decode(Buffer.from([byte]), 'windows-1252'))).join('');
}

describe('garbled text', () => {
  it.each(['O’Neil', 'Zoë', 'Müller-Lüdenscheid', 'García', 'naïve “quotes” – dashes…', '5 € ™', 'Łukasz Wiśniewski', 'Čapek', 'José\nmañana', '😀 fine', 'Σωκράτης', 'Дмитрий', '山田太郎'])('comes out as it was: %s', (text) => {
    expect(isGarbled(garble(text))).toBe(true);
    expect(repaired(garble(text))).toBe(text);
  });

  it('comes out as it was when it was garbled twice', () => {
    expect(repaired(garble(garble('O’Neil, Zoë')))).toBe('O’Neil, Zoë');
  });

  it('is mended where it stands beside text that is right', () => {
    expect(repaired(`Noël ${garble('Zoë')} – fine`)).toBe('Noël Zoë – fine');
  });

  it.each(['Doe', 'O’Neil', 'Zoë', 'CAFÉ»', '« CAFÉ\u00a0»', 'Ångström', 'Å”', 'Ä“', 'SÃO PAULO', 'château', 'ÇA VA', 'Âge', '5 €', '', 'ð', 'â'])('is not what this is: %s', (text) => {
    expect(isGarbled(text)).toBe(false);
    expect(repaired(text)).toBe(text);
  });

  it('any name in Latin letters is known as it is and found again when garbled', () => {
    const letters = fc.constantFrom(...Array.from('abcdefgh -ÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜßàáâäåæçèéêëìíîïñòóôöøùúûüÿ’'));
    fc.assert(fc.property(fc.string({ unit: letters, maxLength: 30 }), (text) => {
      expect(repaired(garble(text))).toBe(text);
    }));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('abcdefghij -ÄÖÜßàáâäåæçèéêëìíîïñòóôöøùúûüÿ')), maxLength: 30 }), (text) => {
      expect(repaired(text)).toBe(text);
    }));
  });
});
