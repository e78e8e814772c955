import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExternalId } from '../../../migrator/destinations/define.js';
import { markHtml, markText, unmark } from '../../../migrator/destinations/pipedrive/marker.js';

const id: ExternalId = 'dentrix:appointment:55';

describe('the marker at the end of a text', () => {
  it('comes out of an HTML text again and leaves what was there', () => {
    expect(markHtml('<p>Chair 2</p>', id)).toBe('<p>Chair 2</p><p>Bridgework ref: dentrix:appointment:55</p>');
    expect(unmark(markHtml('<p>Chair 2</p>', id))).toEqual({ text: '<p>Chair 2</p>', externalId: id });
  });

  it('stands alone where there was no text', () => {
    expect(unmark(markHtml(null, id))).toEqual({ text: null, externalId: id });
    expect(unmark(markText(null, id))).toEqual({ text: null, externalId: id });
  });

  it.each([
    ['a sanitiser made it a div', '<p>Chair 2</p><div>Bridgework ref: dentrix:appointment:55</div>', '<p>Chair 2</p>'],
    ['an editor wrapped the id', '<p>Chair 2</p><p style="margin:0"><span class="x">Bridgework ref:&nbsp;<b>dentrix:appointment:55</b></span><br></p>', '<p>Chair 2</p>'],
    ['tags were stripped', 'Chair 2\nBridgework ref: dentrix:appointment:55', 'Chair 2'],
    ['a user wrote after it', '<p>Chair 2</p><p>Bridgework ref: dentrix:appointment:55</p><p>called back</p>', '<p>Chair 2</p><p>called back</p>'],
    ['a user wrote behind it', '<p>Chair 2</p><p>Bridgework ref: dentrix:appointment:55 called back</p>', '<p>Chair 2</p><p> called back</p>'],
    ['a user wrote in front of it', '<p>see Bridgework ref: dentrix:appointment:55</p>', '<p>see </p>'],
  ])('is found when %s', (_what, html, rest) => {
    expect(unmark(html)).toEqual({ text: rest, externalId: id });
  });

  it('is not seen where there is none', () => {
    expect(unmark('<p>Bridgework is a word</p>')).toEqual({ text: '<p>Bridgework is a word</p>', externalId: null });
    expect(unmark(null)).toEqual({ text: null, externalId: null });
    expect(unmark('')).toEqual({ text: null, externalId: null });
  });

  it('survives any key and any text', () => {
    assert(property(string({ minLength: 1, unit: 'grapheme' }), constantFrom('', 'Chair 2', 'a\nb', 'x < y & z'), (key, text) => {
      const externalId: ExternalId = `dentrix:appointment:${key}`;
      const wanted = { text: text === '' ? null : text, externalId };
      expect(unmark(markText(text === '' ? null : text, externalId))).toEqual(wanted);
      expect(unmark(markHtml(text === '' ? null : text, externalId))).toEqual(wanted);
    }));
  });
});
