import { onMounted, shallowRef } from 'vue';
import { teams } from '@/api/client';
import { useSession } from '@/stores/session';

/** Exchanges name their team by id; people know it by name. Until the list is there, or for a deleted team, the id stands. */
export function useTeamNames(): (id: string) => string {
  const names = shallowRef(new Map<string, string>());
  const { may } = useSession();
  onMounted(async () => {
    if (!may('teams:read')) {
      return;
    }
    const { items } = await teams.list({ limit: 100 }).catch(() => ({ items: [] }));
    names.value = new Map(items.map((team) => [team.id, team.name]));
  });
  return (id) => names.value.get(id) ?? id;
}
