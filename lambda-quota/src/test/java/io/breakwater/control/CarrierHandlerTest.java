package io.breakwater.control;

import static io.breakwater.control.CustomResourceRequest.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.tenants.LedgerMove;
import io.breakwater.lambda.FakeCloudFormation;
import io.breakwater.model.Limits;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.sharding.ShardedLedger;
import io.breakwater.settings.FileTenants;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarrierHandlerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Ledger items = new Ledger(new InMemoryLedgerStore(), new Epochs(Duration.ofMinutes(5)));
    private final ShardedLedger ledger = new ShardedLedger(items, new Random(1));
    private final CarrierHandler handler = new CarrierHandler(
            () -> new CarrierHandler.Start(
                    new LedgerMove(new TenantLedger(items)),
                    _ -> new FileTenants("{}", List.of(new TenantEntry(new TenantId("search"), "{}", Source.FILE)))),
            InstantSource.fixed(NOW));
    private FakeCloudFormation cloudFormation;

    @BeforeEach
    void start() throws IOException {
        cloudFormation = new FakeCloudFormation();
    }

    @AfterEach
    void stop() {
        cloudFormation.close();
    }

    private Admission asked(int shards) {
        return ledger.reserve("T#search", new Terms(Limits.UNLIMITED, shards, Set.of(), false), LedgerAmount.NONE, NOW);
    }

    /// CloudFormation passes numbers as texts.
    @Test
    void a_suspension_follows_the_number_of_the_property_and_comes_back_with_a_rollback() {
        Terms one = Terms.of(Limits.UNLIMITED);
        ledger.amend("T#search", one, Amendments.NONE.withSuspended(true), NOW);

        assertThat(handler.handle(event(cloudFormation, "Update", Map.of("LedgerItems", Map.of("search", "8")))))
                .isEqualTo("SUCCESS");
        assertThat(asked(8)).isInstanceOf(Admission.Suspended.class);

        assertThat(handler.handle(event(cloudFormation, "Update", Map.of("LedgerItems", Map.of("search", "1")))))
                .isEqualTo("SUCCESS");
        assertThat(asked(1)).isInstanceOf(Admission.Suspended.class);
    }

    @Test
    void a_tenant_that_the_property_does_not_name_is_brought_to_one_item() {
        handler.handle(event(cloudFormation, "Update", Map.of("LedgerItems", Map.of("search", "8"))));
        ledger.amend(
                "T#search", new Terms(Limits.UNLIMITED, 8, Set.of(), false), Amendments.NONE.withSuspended(true), NOW);

        assertThat(handler.handle(event(
                        cloudFormation,
                        "Update",
                        Map.of("LedgerItems", Map.of(), "Tenants", Map.of("Bucket", "b", "Key", "k")))))
                .isEqualTo("SUCCESS");

        assertThat(asked(1)).isInstanceOf(Admission.Suspended.class);
    }

    @Test
    void a_resource_that_goes_takes_nothing_with_it() {
        ledger.amend("T#search", Terms.of(Limits.UNLIMITED), Amendments.NONE.withSuspended(true), NOW);

        assertThat(handler.handle(event(cloudFormation, "Delete", Map.of()))).isEqualTo("SUCCESS");

        assertThat(asked(1)).isInstanceOf(Admission.Suspended.class);
    }

    @Test
    void what_is_wrong_with_the_properties_is_told_to_cloudformation() {
        assertThat(handler.handle(event(cloudFormation, "Create", Map.of("LedgerItems", Map.of("search", "65")))))
                .isEqualTo("FAILED");
        assertThat(handler.handle(event(cloudFormation, "Create", Map.of()))).isEqualTo("FAILED");

        assertThat(cloudFormation.answers)
                .extracting(answer -> answer.path("Reason").asText())
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("search", "1 to 64", "65"),
                        reason -> assertThat(reason).contains("LedgerItems must be a map"));
        assertThat(cloudFormation.answers)
                .extracting(answer -> answer.path("PhysicalResourceId").asText())
                .containsOnly("Own");
    }
}
