package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.routing.TargetStores;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gateways that are started one after the other over the same ledgers, each with another number of
/// items.
@Timeout(60)
class LedgerItemsTest {
    @TempDir
    private Path folder;

    private final LedgerStore ledgers = new InMemoryLedgerStore();

    private LiveRun started(int items) throws Exception {
        String shared = Files.readString(LiveRun.resource("plain.yaml"));
        Path file = folder.resolve("items-" + items + ".yaml");
        Files.writeString(
                file,
                shared.replace("  wide: { ", "  wide: { ledgerShards: " + items + ", largestRequestTokens: 1000000, "));
        return LiveRun.start(file, new LocalEnvironment(InstantSource.system(), _ -> {
            InMemoryKeyStore keys = new InMemoryKeyStore();
            return new LocalState(
                    ledgers, new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()), keys, keys, "memory");
        }));
    }

    @Test
    void a_suspended_tenant_stays_out_and_the_months_money_stays_spent_over_any_number_of_items() throws Exception {
        String month;
        long day;
        try (LiveRun run = started(1)) {
            assertThat(run.chat("search", "claude", "[[tokens:100]]").statusCode())
                    .isEqualTo(200);
            assertThat(run.chat("drift", "claude", "[[tokens:100]]").statusCode())
                    .isEqualTo(200);
            assertThat(run.admin("PUT", "tenants/search/suspension", "").statusCode())
                    .isEqualTo(200);
            month = money(run);
            day = run.tokensUsed("drift");
        }
        for (int items : new int[] {8, 3, 1}) {
            try (LiveRun run = started(items)) {
                assertThat(run.chat("search", "claude", "hello").statusCode())
                        .as("%d items", items)
                        .isEqualTo(403);
                assertThat(new BigDecimal(money(run)).subtract(new BigDecimal(month)))
                        .as("each item's money is carried rounded up to the micro-USD")
                        .isBetween(BigDecimal.ZERO, new BigDecimal("0.000008"));
                assertThat(run.tokensUsed("drift")).isEqualTo(day).isPositive();
            }
        }
        try (LiveRun run = started(1)) {
            assertThat(run.admin("DELETE", "tenants/search/suspension", "").statusCode())
                    .isEqualTo(200);
            assertThat(run.chat("search", "claude", "hello").statusCode()).isEqualTo(200);
        }
        try (LiveRun run = started(8)) {
            assertThat(run.chat("search", "claude", "hello").statusCode()).isEqualTo(200);
        }
    }

    private static String money(LiveRun run) throws Exception {
        String used = run.usage("search").at("/usdThisMonth/used").asText();
        assertThat(used).as(run.usage("search").toString()).matches("0\\.0*[1-9]\\d*");
        return used;
    }
}
