import { describe, expect, it } from 'vitest';
import { GroupCommit } from '../../migrator/store/group-commit.js';

describe('group commit', () => {
  /** Writes groups of numbers; negative ones are refused, zero cannot be written at all. */
  const recording = (): { readonly groups: number[][]; readonly commits: GroupCommit<number> } => {
    const groups: number[][] = [];
    const commits = new GroupCommit<number>(async (group) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (group.includes(0)) throw new Error('the database will not take it');
      groups.push(group.filter((entry) => entry > 0));
      return group.map((entry) => (entry > 0 ? null : new Error('refused')));
    });
    return { groups, commits };
  };

  it('writes what arrives together in one transaction, and what arrives meanwhile in the next', async () => {
    const { groups, commits } = recording();
    const first = [1, 2, 3].map((entry) => commits.append(entry));
    await Promise.resolve();
    await Promise.resolve();
    const second = [4, 5].map((entry) => commits.append(entry));
    await Promise.all([...first, ...second]);
    expect(groups).toEqual([[1, 2, 3], [4, 5]]);
  });

  it('keeps the order over many groups', async () => {
    const { groups, commits } = recording();
    const entries = Array.from({ length: 2000 }, (_, index) => index + 1);
    await Promise.all(entries.map((entry) => commits.append(entry)));
    expect(groups.flat()).toEqual(entries);
    expect(groups.length).toBeLessThan(20);
  });

  it('resolves an entry only when its group is written', async () => {
    const { groups, commits } = recording();
    await commits.append(7);
    expect(groups).toEqual([[7]]);
  });

  it('refuses one entry without failing the others', async () => {
    const { groups, commits } = recording();
    const results = await Promise.allSettled([1, -2, 3].map((entry) => commits.append(entry)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(groups).toEqual([[1, 3]]);
  });

  it('lets one entry that cannot be written fail alone, and goes on afterwards', async () => {
    const { groups, commits } = recording();
    const results = await Promise.allSettled([1, 0, 3].map((entry) => commits.append(entry)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await commits.append(4);
    expect(groups.flat()).toEqual([1, 3, 4]);
  });

  it('does not keep the rest waiting for a database in trouble', async () => {
    let tries = 0;
    const commits = new GroupCommit<number>(() => {
      tries += 1;
      return Promise.reject(new Error('disk full'));
    });
    const results = await Promise.allSettled(Array.from({ length: 100 }, (_, entry) => commits.append(entry)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(tries).toBe(3);
  });

  it('drains what was handed to it', async () => {
    const { groups, commits } = recording();
    const appended = commits.append(1);
    await commits.drain();
    expect(groups).toEqual([[1]]);
    await appended;
  });
});
