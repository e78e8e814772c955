import { copy } from '../../shared/copy.js';
import { Button } from '../../shared/parts.js';
import { usePanel } from '../context.js';
import { Bill, BillByObject, Caps, Footprint, Refusals } from '../PriceView.js';
import { Step } from '../Step.js';

const words = copy.price;

/** The bill of the whole migration before the first write. */
export const Price = () => {
  const { journey: { estimate, open, isDelta }, go } = usePanel();
  if (estimate === null) return null;
  const { plan } = estimate;
  const next = isDelta ? 'delta' : 'sample';
  return (
    <Step
      title={words.title} lead={words.lead}
      actions={(
        <>
          {plan.refused.length > 0 && <Button onClick={() => go('mapping')}>{words.stale}</Button>}
          <Button look="primary" disabled={!open.has(next)} onClick={() => go(next)}>{isDelta ? words.toDelta : words.next}</Button>
        </>
      )}
    >
      <Refusals plan={plan} />
      <Bill price={plan.price} />
      <BillByObject price={plan.price} />
      <Caps caps={plan.caps} />
      <Footprint schema={plan.schema} />
    </Step>
  );
};
