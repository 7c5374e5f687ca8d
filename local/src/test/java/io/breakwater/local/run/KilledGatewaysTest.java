package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.RealTime;
import io.breakwater.adapters.dynamodb.DynamoLedgerStore;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gateways that are killed in the middle of their calls, as by `kill -9`, and what their table says
/// about the calls later.
@RealTime
@Timeout(90)
class KilledGatewaysTest {
    private static final String TABLE = "breakwater-test-quota";
    private static final String ITEM = "T#held";
    private static final int GATEWAYS = Depth.of(3);
    private static final int CLIENTS = 48;
    private static final int MOST_CLIENTS = 40;
    /// The number of requests that die, reduced by those that may end between the last look and the
    /// kill.
    private static final int DEATHS = GATEWAYS * MOST_CLIENTS * 5 / 6;
    /// What a call reserves of the daily limit for its output: the model counts output five times when
    /// it settles.
    private static final long OUTPUT = 5 * HeldCalls.MAX_TOKENS;
    /// What a call reserves in addition, at most, for its short prompt.
    private static final long PROMPT = 100;

    @TempDir
    Path folder;

    private DynamoServer dynamo;
    private Settings settings;
    private Tenant tenant;
    private Ledger ledger;
    private Epochs epochs;

    @BeforeEach
    void start() throws Exception {
        dynamo = DynamoServer.start();
        new TableMaker(dynamo.tables(), dynamo.endpoint()).make(TABLE);
        settings = ConfigFiles.read(LiveRun.resource("held.yaml"));
        tenant = settings.topology().tenants().get(new TenantId("held"));
        epochs = Epochs.STANDARD;
        ledger = new Ledger(new DynamoLedgerStore(dynamo.tables(), TABLE), epochs);
    }

    @AfterEach
    void stop() {
        dynamo.close();
    }

    @Test
    void what_a_hundred_dead_calls_held_is_free_within_two_epochs_and_nothing_is_charged_beyond_it() throws Exception {
        Random random = new Random(7);
        HeldCalls calls = new HeldCalls();
        List<LocalProgram> gateways = new ArrayList<>();
        try {
            for (int i = 0; i < GATEWAYS; i++) {
                gateways.add(started("keys-" + i));
            }
            for (int i = 0; i < GATEWAYS; i++) {
                killUnderLoad(gateways.get(i), calls, folder.resolve("keys-" + i), random);
            }
        } finally {
            gateways.forEach(LocalProgram::close);
        }

        LedgerStatus after = standing(Instant.now());
        assertThat(after.inFlight()).isGreaterThanOrEqualTo(DEATHS);
        assertChargedAtMost(calls, after);
        assertHealed(Instant.now().plus(epochs.length().multipliedBy(2)));
    }

    private LocalProgram started(String keys) throws Exception {
        return LocalProgram.start(
                dynamo.variables(),
                "--port=0",
                "--sim-port=0",
                "--ledger=dynamodb",
                "--config=" + LiveRun.resource("held.yaml"),
                "--keys-file=" + folder.resolve(keys));
    }

    /// Kills the gateway when a random number of its calls has been answered and the next calls of most
    /// clients hold something.
    private void killUnderLoad(LocalProgram gateway, HeldCalls calls, Path keys, Random random) throws Exception {
        String endpoint = gateway.gateway();
        long held = standing(Instant.now()).inFlight();
        try (HeldCalls.Load load = calls.load(endpoint, LocalProgram.keys(keys).get("held"), CLIENTS)) {
            load.awaitAnswers(CLIENTS + random.nextInt(CLIENTS));
            awaitHeld(held + MOST_CLIENTS);
            gateway.kill();
        }
    }

    /// Calls take a second, so holds last longer than a look at them takes.
    private void awaitHeld(long calls) {
        Instant patience = Instant.now().plusSeconds(30);
        while (standing(Instant.now()).inFlight() < calls) {
            assertThat(Instant.now()).as("until %d calls are held", calls).isBefore(patience);
        }
    }

    private LedgerStatus standing(Instant now) {
        return ledger.status(ITEM, tenant.limits(), now);
    }

    /// Only what was answered is settled, and what is held is what was reserved, with output as it may
    /// be settled for the day. A call may hold twice, since a reservation that the table confirms too
    /// late is made again; so the holds do not say how many calls were served.
    private static void assertChargedAtMost(HeldCalls calls, LedgerStatus after) {
        long settled = after.tokensToday() - after.tokensHeld();
        assertThat(settled).isPositive().isLessThanOrEqualTo(calls.mayHaveBeenServed() * calls.dearest());
        assertThat(after.tokensHeld()).isBetween(after.inFlight() * OUTPUT, after.inFlight() * (OUTPUT + PROMPT));
    }

    private void assertHealed(Instant later) {
        LedgerStatus healed = standing(later);
        assertThat(healed.inFlight()).isZero();
        assertThat(healed.tokensHeld()).isZero();
        assertThat(healed.nanoUsdHeld()).isZero();
        for (int i = 0; i < tenant.limits().concurrency(); i++) {
            assertThat(reserve(later)).as("call " + i).isInstanceOf(Admission.Admitted.class);
        }
        assertThat(reserve(later)).isInstanceOf(Admission.Refused.class);
    }

    private Admission reserve(Instant later) {
        return ledger.reserve(ITEM, tenant.limits(), new LedgerAmount(1, 1_000), later);
    }
}
