package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.dynamodb.DynamoDrains;
import io.breakwater.adapters.dynamodb.DynamoHealthStore;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.GatewayEvent.AttemptEnded;
import io.breakwater.routing.TargetStores;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two gateways that share a table of targets' health, each in front of a Bedrock of its own.
@Timeout(60)
class SharedHealthTest {
    private static final String TABLE = "breakwater-test-health";
    private static final String ACCOUNT = "111111111100";
    private static final String ALIAS = "first";

    private static LocalEnvironment environment(DynamoServer dynamo) {
        return new LocalEnvironment(InstantSource.system(), _ -> {
            InMemoryKeyStore keys = new InMemoryKeyStore();
            TargetStores targets = new TargetStores(
                    new DynamoHealthStore(dynamo.tables(), TABLE), new DynamoDrains(dynamo.tables(), TABLE));
            return new LocalState(new InMemoryLedgerStore(), targets, keys, keys, "memory");
        });
    }

    @Test
    void a_target_whose_breaker_one_gateway_has_opened_gets_no_call_of_the_other() throws Exception {
        try (DynamoServer dynamo = DynamoServer.start()) {
            new TableMaker(dynamo.tables(), dynamo.endpoint()).make(TABLE);
            try (LiveRun one = LiveRun.start("failover.yaml", environment(dynamo));
                    LiveRun other = LiveRun.start("failover.yaml", environment(dynamo))) {
                one.faults("[{\"match\":{\"account\":\"" + ACCOUNT + "\"},\"fault\":\"error-500\"}]");
                assertThat(failuresUntilOpen(one)).isEqualTo(5);

                for (int call = 0; call < 10; call++) {
                    assertThat(attempts(other)).extracting(LiveAttempt::account).doesNotContain(ACCOUNT);
                }
            }
        }
    }

    private record LiveAttempt(String account, String outcome) {}

    private static List<LiveAttempt> attempts(LiveRun run) throws Exception {
        HttpResponse<String> answer = run.chat(ALIAS, ALIAS, "hello");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return run.events.attempts(LiveRun.requestId(answer)).stream()
                .map(SharedHealthTest::attempt)
                .toList();
    }

    private static LiveAttempt attempt(AttemptEnded ended) {
        return new LiveAttempt(ended.target().account().value(), ended.outcome());
    }

    private static long failuresUntilOpen(LiveRun run) throws Exception {
        long failures = 0;
        for (int call = 0;
                call < 100 && run.events.all(GatewayEvent.BreakersOpen.class).isEmpty();
                call++) {
            failures += attempts(run).stream()
                    .filter(attempt -> attempt.outcome().equals("ServerFault"))
                    .count();
        }
        return failures;
    }
}
