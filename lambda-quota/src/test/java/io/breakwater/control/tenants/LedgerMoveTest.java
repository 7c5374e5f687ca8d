package io.breakwater.control.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.call.TenantLedger;
import io.breakwater.model.Limits;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.FailingStore;
import io.breakwater.quota.item.FailingStore.Fate;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.sharding.ShardedLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerMoveTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final TenantId CHAT = new TenantId("chat");
    private static final TenantId SEARCH = new TenantId("search");

    private int writesLeft = Integer.MAX_VALUE;
    private final LedgerStore store = new InMemoryLedgerStore();
    private final LedgerStore failing =
            new FailingStore(store, () -> {}, () -> writesLeft-- > 0 ? Fate.TAKEN : Fate.LOST);
    private final LedgerMove move = new LedgerMove(new TenantLedger(new Ledger(failing, EPOCHS)));
    private final ShardedLedger ledger = new ShardedLedger(new Ledger(store, EPOCHS), new Random(1));

    private static Terms over(int items) {
        return new Terms(Limits.UNLIMITED, items, Set.of(), false);
    }

    private void useAndSuspend(TenantId tenant, int items) {
        Admission.Admitted running =
                (Admission.Admitted) ledger.reserve("T#" + tenant, over(items), new LedgerAmount(1_001, 70_000), NOW);
        ledger.settle(running.reservation(), new LedgerAmount(1_001, 70_000), NOW);
        ledger.amend("T#" + tenant, over(items), Amendments.NONE.withSuspended(true), NOW);
    }

    private void assertKept(TenantId tenant, int items) {
        LedgerStatus standing = ledger.status("T#" + tenant, over(items), NOW);
        assertThat(standing.tokensToday()).isEqualTo(1_001);
        assertThat(standing.nanoUsdThisMonth()).isEqualTo(70_000);
        assertThat(standing.amendments().suspended()).isTrue();
        assertThat(ledger.reserve("T#" + tenant, over(items), LedgerAmount.NONE, NOW))
                .isInstanceOf(Admission.Suspended.class);
    }

    static IntStream everyWrite() {
        return IntStream.rangeClosed(0, 2 * (4 + 2) + 2);
    }

    @ParameterizedTest
    @MethodSource("everyWrite")
    void a_deploy_that_broke_off_anywhere_is_finished_by_the_next_or_rolled_back(int written) {
        useAndSuspend(CHAT, 1);
        useAndSuspend(SEARCH, 1);
        Map<TenantId, Integer> wanted = Map.of(CHAT, 4, SEARCH, 2);
        writesLeft = written;
        if (written < 14) {
            assertThatThrownBy(() -> move.run(wanted, NOW))
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessageContaining("the region is on fire")
                    .hasMessageContaining("deploy or start again");
        }
        writesLeft = Integer.MAX_VALUE;

        move.run(Map.of(CHAT, 1, SEARCH, 1), NOW);
        assertKept(CHAT, 1);
        assertKept(SEARCH, 1);

        move.run(wanted, NOW);
        assertKept(CHAT, 4);
        assertKept(SEARCH, 2);
        assertThat(move.run(wanted, NOW)).isEmpty();
    }

    @Test
    void a_run_says_what_it_carried_and_leaves_tenants_whose_number_stays() {
        useAndSuspend(CHAT, 1);
        assertThat(move.run(Map.of(CHAT, 4, SEARCH, 1), NOW))
                .containsExactly("carry the ledger of tenant chat from 1 to 4 items");
    }

    @Test
    void what_the_old_functions_have_written_after_the_first_run_is_brought_by_the_second() {
        Map<TenantId, Integer> wanted = Map.of(CHAT, 4);
        move.run(wanted, NOW);
        useAndSuspend(CHAT, 1);

        assertThat(move.run(wanted, NOW)).hasSize(1);

        assertKept(CHAT, 4);
    }
}
