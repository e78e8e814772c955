import { setTimeout as sleep } from 'node:timers/promises';
import { openStores } from '../../migrator/store/index.js';
import { applied, intent, linkOf, MASTER_KEY } from './builders.js';
import type { ChildTask } from './processes.js';

/** Runs in a process of its own; tells what it did line by line. */
let ids = 0;
const task = JSON.parse(process.argv[2] ?? '') as ChildTask;
const stores = await openStores({
  database: task.database, masterKey: MASTER_KEY, clock: () => new Date(), ids: () => `child-${process.pid}-${++ids}`,
});

switch (task.does) {
  case 'open':
    break;
  case 'acquire': {
    const lease = await stores.leases.acquire(task.accountId, `process ${process.pid}`);
    console.log(lease === null ? 'refused' : `fence ${lease.fence}`);
    break;
  }
  case 'count-up':
    for (let times = 0; times < task.times; times += 1) {
      await stores.accounts.renew(task.accountId, 'user', async ({ count }) => {
        await sleep(3);
        return { count: String(Number(count) + 1) };
      });
    }
    break;
  case 'write': {
    const operations = await stores.runs.operations(task.runId, { states: ['pending'], afterSeq: 0, limit: 10_000 });
    await Promise.all(operations.map(async (operation) => {
      await stores.journal.append(intent(operation), task.fence);
      await stores.journal.append(applied(operation, `t${operation.seq}`), task.fence, linkOf(operation, `t${operation.seq}`));
      console.log(operation.id);
    }));
    break;
  }
  case 'hang':
    await stores.accounts.renew(task.accountId, 'user', async () => {
      console.log('renewing');
      await sleep(600_000);
      return {};
    });
    break;
}
await stores.close();
