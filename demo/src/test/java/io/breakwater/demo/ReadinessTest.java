package io.breakwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.call.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A demo starts with full limits, so that a second run within the same minute succeeds as well.
class ReadinessTest {
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void a_second_run_waits_until_the_pools_are_full_again() {
        try (FakeGateway gateway = FakeGateway.start()) {
            gateway.use("demo-fallback", 0, 2);

            DemoRun played = DemoRun.with(gateway::running, refillingAfter(1, gateway), "fallback", "--json");

            assertThat(played.exit()).as(played.out()).isZero();
            assertThat(played.onlyJson().path("byModel").path("sonnet").asInt()).isEqualTo(3);
            assertThat(pauses).as("2 of 3 a minute come back in 40 s").containsExactly(Duration.ofSeconds(40));
            assertThat(played.err()).contains("waiting", "c/us-east-1/us.sonnet: 1 of 3 requests left");
        }
    }

    @Test
    void isolation_waits_for_the_tenants() {
        try (FakeGateway gateway = FakeGateway.start()) {
            gateway.useOfTenant("a", 3);

            DemoRun played = DemoRun.with(gateway::running, refillingAfter(1, gateway), "isolation", "--json");

            assertThat(played.exit()).as(played.out()).isZero();
            assertThat(pauses)
                    .as("looking costs requests, so it waits for the time told")
                    .containsExactly(Duration.ofSeconds(60));
            assertThat(played.err()).contains("tenant a: 0 of 3 requests left");
        }
    }

    @Test
    void after_ninety_seconds_it_starts_with_what_there_is() {
        try (FakeGateway gateway = FakeGateway.start()) {
            gateway.use("demo-fallback", 0, 2);

            DemoRun played = DemoRun.with(gateway::running, pauses::add, "fallback", "--json");

            assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(90));
            assertThat(played.err()).contains("not all limits are free after the wait");
            assertThat(played.onlyJson().path("byModel").toString()).isEqualTo("{\"haiku\":9,\"sonnet\":1}");
            assertThat(played.exit()).isZero();
        }
    }

    @Test
    void full_limits_are_not_waited_for() {
        try (FakeGateway gateway = FakeGateway.start()) {
            assertThat(DemoRun.with(gateway::running, pauses::add, "all").exit())
                    .isZero();

            assertThat(pauses).isEmpty();
        }
    }

    private Pause refillingAfter(int looks, FakeGateway gateway) {
        return duration -> {
            pauses.add(duration);
            if (pauses.size() == looks) {
                gateway.refill();
            }
        };
    }
}
