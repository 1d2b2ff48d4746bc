import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

/** The last check, made when it is asked for, and the repair of what it found. */
export function useDoctor() {
  const api = useTRPC();
  const cache = useQueryClient();
  const options = api.doctor.check.queryOptions(undefined, { enabled: false, retry: false });
  const checked = useQuery(options);
  const repair = useMutation(
    api.doctor.repair.mutationOptions({
      onSuccess: ({ repaired: _repaired, ...result }) => cache.setQueryData(options.queryKey, result),
    }),
  );
  return {
    check: () => {
      repair.reset();
      void checked.refetch();
    },
    repair,
    result: checked.data,
    repaired: repair.data?.repaired,
    error: checked.error,
    isChecking: checked.isFetching,
  };
}
