import { useCallback } from 'react';
import { words } from '../shared/format.js';
import { useLoaded } from '../shared/useLoaded.js';
import { usePanel } from './context.js';

/** A dental system's name as people write it; spelt from its identifier until the server has answered. */
export const useSourceLabel = (source: string): string => {
  const { api } = usePanel();
  const { value } = useLoaded(useCallback(() => api.sources(), [api]));
  return value?.find(({ name }) => name === source)?.label ?? words(source);
};
