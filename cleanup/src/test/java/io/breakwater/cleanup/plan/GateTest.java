package io.breakwater.cleanup.plan;

import static io.breakwater.cleanup.own.Example.DEV;
import static io.breakwater.cleanup.own.Example.HOME;
import static io.breakwater.cleanup.own.Example.OTHER_DEV;
import static io.breakwater.cleanup.own.Example.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.Found;
import io.breakwater.cleanup.own.Judge;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.OwnNames;
import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.own.Records;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Protection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Found TABLE = table(DEV);
    private static final RemovalPlan PLAN = RemovalPlan.of(DEV, scan(TABLE), NOW);
    private static final String YES = "123456789012/us-east-1/dev";
    private static final String PROD_YES = "123456789012/us-east-1/prod";
    private static final Traffic QUIET = new Traffic.NoMetric();

    @Test
    void a_fresh_plan_with_the_right_words_is_let_through() {
        assertThat(gate(PLAN).refusal(NOW.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(gate(PLAN).against(scan(TABLE), QUIET)).isEqualTo(new Gate.Open(List.of(TABLE), List.of()));
    }

    @Test
    void a_plan_older_than_an_hour_is_refused() {
        assertThat(gate(PLAN).refusal(NOW.plus(Duration.ofHours(1)).plusMillis(1)))
                .hasValueSatisfying(why -> assertThat(why).contains("2026-11-22T12:00:00Z", "make a new one"));
    }

    @Test
    void a_plan_from_the_future_is_refused() {
        assertThat(gate(PLAN).refusal(NOW.minusSeconds(1))).isPresent();
    }

    @Test
    void a_plan_of_another_environment_is_refused() {
        Order prod = new Order(PROD, Protection.GUARDED, Subject.ENVIRONMENT, PROD_YES, "prod-123456789012", 200);
        assertThat(new Gate(PLAN, prod).refusal(NOW))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("for dev of 123456789012/us-east-1, not for prod of 123456789012/us-east-1"));
    }

    @Test
    void a_plan_of_an_environment_of_the_same_name_elsewhere_is_refused() {
        assertThat(new Gate(
                                PLAN,
                                new Order(
                                        OTHER_DEV,
                                        Protection.DISPOSABLE,
                                        Subject.ENVIRONMENT,
                                        "999999999999/eu-west-1/dev",
                                        "",
                                        200))
                        .refusal(NOW))
                .hasValueSatisfying(why -> assertThat(why).contains("not for dev of 999999999999/eu-west-1"));
    }

    @Test
    void more_than_the_most_is_refused() {
        assertThat(new Gate(PLAN, new Order(DEV, Protection.DISPOSABLE, Subject.ENVIRONMENT, YES, "", 0)).refusal(NOW))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("removes 1 resources, and 0 are allowed", "--most"));
    }

    @Test
    void the_account_region_and_environment_must_be_typed_exactly() {
        for (String typed :
                List.of("", "yes", YES + " ", "123456789012/us-east-1/prod", YES.toUpperCase(Locale.ROOT))) {
            assertThat(new Gate(PLAN, new Order(DEV, Protection.DISPOSABLE, Subject.ENVIRONMENT, typed, "", 200))
                            .refusal(NOW))
                    .as(typed)
                    .hasValueSatisfying(why -> assertThat(why).contains("--yes " + YES, "got '" + typed + "'"));
        }
    }

    @Test
    void prod_needs_its_own_words_too() {
        RemovalPlan plan = RemovalPlan.of(PROD, scan(PROD, table(PROD)), NOW);
        assertThat(new Gate(plan, new Order(PROD, Protection.GUARDED, Subject.ENVIRONMENT, PROD_YES, "prod", 200))
                        .refusal(NOW))
                .hasValueSatisfying(why -> assertThat(why).contains("--i-understand prod-123456789012"));
        assertThat(new Gate(plan, prodOrder()).refusal(NOW)).isEmpty();
    }

    @Test
    void what_is_gone_already_is_fine() {
        assertThat(gate(PLAN).against(scan(), QUIET)).isEqualTo(new Gate.Open(List.of(), PLAN.items()));
    }

    @Test
    void a_resource_made_anew_since_is_refused() {
        Found anew = new Found(HOME, Kind.TABLE, TABLE.id(), TABLE.name(), TABLE.tags(), "2", TABLE.state());
        assertRefused(
                gate(PLAN).against(scan(anew), QUIET), "has changed since the plan was made; nothing was removed");
    }

    @Test
    void tags_changed_since_are_refused() {
        Map<String, String> tags = new HashMap<>(TABLE.tags());
        tags.put("keep", "please");
        Found tagged = new Found(HOME, Kind.TABLE, TABLE.id(), TABLE.name(), tags, "1", TABLE.state());
        assertRefused(gate(PLAN).against(scan(tagged), QUIET), "has changed");
    }

    @Test
    void a_table_that_grew_or_lost_its_protection_is_the_same_table() {
        Found.State state = new Found.State(5, true, 7);
        Found grown = new Found(HOME, Kind.TABLE, TABLE.id(), TABLE.name(), TABLE.tags(), "1", state);
        assertThat(gate(PLAN).against(scan(grown), QUIET)).isInstanceOf(Gate.Open.class);
    }

    @Test
    void an_item_that_is_not_ours_is_refused_whoever_wrote_it_into_the_plan() {
        Found foreign = Example.found(HOME, Kind.TABLE, "orders", "orders", Map.of());
        PlanItem item = new PlanItem(
                HOME, Kind.TABLE, "orders", "orders", PLAN.items().getFirst().proofs(), 0, 0, foreign.fingerprint());
        RemovalPlan forged =
                new RemovalPlan(PLAN.environment(), PLAN.stackId(), PLAN.home(), PLAN.made(), List.of(item));
        assertRefused(gate(forged).against(scan(foreign), QUIET), "is not proven to be this environment's");
    }

    @Test
    void what_a_stack_has_taken_into_use_since_is_refused() {
        Scan deployed = new Scan(List.of(new Judgement.Alive(TABLE, "breakwater-dev-gateway")), List.of(), List.of());
        assertRefused(gate(PLAN).against(deployed, QUIET), "is in use by the stack breakwater-dev-gateway");
    }

    @Test
    void a_stack_that_is_being_changed_stops_everything() {
        OwnStack busy = new OwnStack(HOME, "breakwater-dev-gateway", "arn", "CREATE_IN_PROGRESS");
        Scan scan = new Scan(scan(TABLE).judged(), List.of(busy), List.of());
        assertRefused(gate(PLAN).against(scan, QUIET), "is being changed (CREATE_IN_PROGRESS)");
    }

    @Test
    void prod_with_traffic_is_refused() {
        assertRefused(prod(new Traffic.Seen(12)), "answered 12 requests in the last 15 minutes");
        assertThat(prod(new Traffic.Seen(0))).isInstanceOf(Gate.Open.class);
        assertThat(prod(QUIET)).isInstanceOf(Gate.Open.class);
    }

    @Test
    void prod_whose_traffic_cannot_be_read_is_refused_while_its_api_exists() {
        Traffic unreadable = new Traffic.Unreadable("AccessDenied");
        assertThat(prod(unreadable)).isInstanceOf(Gate.Open.class);
        Found api = Example.found(HOME, Kind.REST_API, "abc", "breakwater-prod", PROD.tags());
        assertRefused(
                prodGate().against(scan(PROD, table(PROD), api), unreadable), "cannot tell whether the API is in use");
    }

    @Test
    void other_environments_may_have_traffic() {
        assertThat(gate(PLAN).against(scan(TABLE), new Traffic.Seen(9))).isInstanceOf(Gate.Open.class);
    }

    private static Gate.Verdict prod(Traffic traffic) {
        return prodGate().against(scan(PROD, table(PROD)), traffic);
    }

    private static Gate prodGate() {
        return new Gate(RemovalPlan.of(PROD, scan(PROD, table(PROD)), NOW), prodOrder());
    }

    private static Order prodOrder() {
        return new Order(PROD, Protection.GUARDED, Subject.ENVIRONMENT, PROD_YES, "prod-123456789012", 200);
    }

    private static Gate gate(RemovalPlan plan) {
        return new Gate(plan, new Order(DEV, Protection.DISPOSABLE, Subject.ENVIRONMENT, YES, "", 200));
    }

    private static void assertRefused(Gate.Verdict verdict, String why) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Gate.Closed.class, closed -> assertThat(closed.why()).contains(why));
    }

    private static Found table(Naming naming) {
        String name = naming.resource("quota");
        return Example.found(HOME, Kind.TABLE, name, name, naming.tags());
    }

    private static Scan scan(Found... found) {
        return scan(DEV, found);
    }

    private static Scan scan(Naming naming, Found... found) {
        Judge judge = new Judge(OwnNames.of(naming, List.of()), Records.NONE);
        return new Scan(List.of(found).stream().map(judge::judge).toList(), List.of(), List.of());
    }
}
