package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.call.Client;
import io.breakwater.dialect.ApiReply;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelApi;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Simulated clients of each dialect, with models that are called by their vendor's own API and with
/// others.
final class FleetDialectTest {
    private static final int CLAUDE = 0;

    @ParameterizedTest
    @CsvSource({
        "CHAT, claude, CONVERSE",
        "CHAT, gpt, OPENAI_CHAT",
        "MESSAGES, claude, INVOKE",
        "MESSAGES, claude-by-its-own, ANTHROPIC_MESSAGES",
        "MESSAGES, gpt, OPENAI_RESPONSES",
        "RESPONSES, claude, CONVERSE",
        "RESPONSES, gpt, OPENAI_RESPONSES",
        "CONVERSE, claude, CONVERSE",
        "CONVERSE, gpt, CONVERSE",
        "INVOKE, claude-by-its-own, INVOKE"
    })
    void whole_and_in_pieces_an_answer_comes_by_the_api_that_carries_it_and_is_charged_exactly(
            FleetDialect dialect, String model, ModelApi api) {
        FleetWorld world = played(dialect, number(model), List.of(), Variant.NONE);
        assertThat(world.findings().broken()).isEmpty();
        assertThat(world.figures().success(Duration.ZERO, Duration.ofMinutes(1)))
                .isEqualTo(1);
        assertThat(world.findings().sights().keySet())
                .filteredOn(sight -> sight.startsWith("answered by"))
                .containsExactly("answered by " + api.label());
    }

    /// This holds for everything that can break, in every dialect.
    @ParameterizedTest
    @EnumSource
    void a_stream_that_breaks_says_so_in_its_dialect(FleetDialect dialect) {
        for (FleetFault fault : List.of(
                FleetFault.CUT, FleetFault.NO_STOP, FleetFault.NO_USAGE, FleetFault.GARBLED, FleetFault.TRUNCATED)) {
            for (int model : models(dialect)) {
                FleetWorld world = played(dialect, model, List.of(all(fault)), Variant.NONE);
                assertThat(world.findings().broken()).isEmpty();
                assertThat(world.findings().sights()).containsKey("ended: broken");
            }
        }
    }

    private static FaultSpan all(FleetFault fault) {
        return new FaultSpan(fault, FaultSpan.EVERYBODY, 1, Duration.ZERO, Duration.ofMinutes(2));
    }

    /// Whole, gathered and streamed, and charged as reported.
    @ParameterizedTest
    @EnumSource
    void frames_that_come_twice_and_a_usage_that_cannot_be_break_nothing(FleetDialect dialect) {
        for (FleetFault fault : List.of(FleetFault.DOUBLED, FleetFault.WRONG_USAGE)) {
            for (int model : models(dialect)) {
                FleetWorld world = played(dialect, model, List.of(all(fault)), Variant.NONE);
                assertThat(world.findings().broken()).isEmpty();
                assertThat(world.findings().sights()).containsKeys("struck: " + fault.label(), "ended: ok");
                assertThat(world.figures().success(Duration.ZERO, Duration.ofMinutes(1)))
                        .isEqualTo(1);
            }
        }
    }

    /// Nothing was sent before, so the next target answers, or the caller is refused.
    @ParameterizedTest
    @EnumSource
    void an_error_with_status_200_is_no_answer(FleetDialect dialect) {
        for (int model : models(dialect)) {
            FleetWorld world = played(dialect, model, List.of(all(FleetFault.ERROR_BODY)), Variant.NONE);
            assertThat(world.findings().broken()).isEmpty();
            assertThat(world.findings().sights()).containsKey("struck: error-body");
            assertThat(world.figures().success(Duration.ZERO, Duration.ofMinutes(1)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_without_its_text_or_its_usage_is_found_in_its_dialect(FleetDialect dialect) {
        assertThat(broken(dialect, new Altered("mark-[^\"]*", ""))).containsExactly(Property.I9);
        assertThat(broken(dialect, new Altered("okens\":[0-9]+", "okens\":0"))).containsExactly(Property.I10);
        assertThat(broken(dialect, PlantedBug.EMPTIES_A_STREAM.wrong())).containsExactly(Property.I9);
    }

    private static Set<Property> broken(FleetDialect dialect, Variant variant) {
        return played(dialect, Worlds.CLAUDE_BY_ITS_OWN, List.of(), variant)
                .findings()
                .kinds();
    }

    /// Replaces this text in whole answers on their way to the client.
    private record Altered(String what, String by) implements Variant {
        @Override
        public Client client(Client client) {
            return new PassingClient(client) {
                @Override
                public void reply(ApiReply reply) throws IOException {
                    String body = new String(reply.body(), StandardCharsets.UTF_8).replaceAll(what, by);
                    super.reply(new ApiReply(reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8)));
                }
            };
        }
    }

    /// The models that the dialect can call; InvokeModel with Claude's body is for Claude only.
    private static List<Integer> models(FleetDialect dialect) {
        return dialect == FleetDialect.INVOKE
                ? List.of(CLAUDE, Worlds.CLAUDE_BY_ITS_OWN)
                : List.of(CLAUDE, Worlds.GPT, Worlds.CLAUDE_BY_ITS_OWN);
    }

    private static int number(String model) {
        return switch (model) {
            case "gpt" -> Worlds.GPT;
            case "claude-by-its-own" -> Worlds.CLAUDE_BY_ITS_OWN;
            default -> CLAUDE;
        };
    }

    private static FleetWorld played(FleetDialect dialect, int model, List<FaultSpan> faults, Variant variant) {
        Route route = Worlds.route(2, 1, List.of(model), Capacity.UNKNOWN);
        Tenant tenant = Worlds.tenant("team-1", Limits.UNLIMITED, 2);
        FleetPlan.Load load = new FleetPlan.Load(
                tenant,
                Worlds.ALIAS,
                0.5,
                0,
                0.5,
                400,
                120,
                512,
                Duration.ofSeconds(28),
                2,
                FleetPlan.Texts.MARKS.in(dialect));
        FleetPlan plan = new FleetPlan(
                7,
                Duration.ofMinutes(1),
                Worlds.topology(List.of(tenant), route),
                Worlds.quotas(route, new Capacity(10_000, 10_000_000), 1_000),
                List.of(load),
                new FleetPlan.Shape(4, 1, 4),
                faults);
        return new FleetRun(plan, variant, 0).play();
    }
}
