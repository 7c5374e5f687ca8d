package io.breakwater.cleanup.plan;

import static io.breakwater.cleanup.own.Example.DEV;
import static io.breakwater.cleanup.own.Example.HOME;
import static io.breakwater.cleanup.own.Example.OTHER_DEV;
import static io.breakwater.cleanup.own.Example.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.FoundResource;
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

class PlanCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final FoundResource TABLE = table(DEV);
    private static final RemovalPlan PLAN = RemovalPlan.of(DEV, scan(TABLE), NOW);
    private static final String YES = "123456789012/us-east-1/dev";
    private static final String PROD_YES = "123456789012/us-east-1/prod";
    private static final RecentTraffic QUIET = new RecentTraffic.NoMetric();

    @Test
    void a_fresh_plan_with_the_right_words_is_let_through() {
        assertThat(planCheck(PLAN).refusal(NOW.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(planCheck(PLAN).against(scan(TABLE), QUIET))
                .isEqualTo(new PlanCheck.Open(List.of(TABLE), List.of()));
    }

    @Test
    void a_plan_older_than_an_hour_is_refused() {
        assertThat(planCheck(PLAN).refusal(NOW.plus(Duration.ofHours(1)).plusMillis(1)))
                .hasValueSatisfying(why -> assertThat(why).contains("2026-11-22T12:00:00Z", "make a new one"));
    }

    @Test
    void a_plan_from_the_future_is_refused() {
        assertThat(planCheck(PLAN).refusal(NOW.minusSeconds(1))).isPresent();
    }

    @Test
    void a_plan_of_another_environment_is_refused() {
        ApplyRequest prod =
                new ApplyRequest(PROD, Protection.GUARDED, PlanSubject.ENVIRONMENT, PROD_YES, "prod-123456789012", 200);
        assertThat(new PlanCheck(PLAN, prod).refusal(NOW))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("for dev of 123456789012/us-east-1, not for prod of 123456789012/us-east-1"));
    }

    @Test
    void a_plan_of_an_environment_of_the_same_name_elsewhere_is_refused() {
        assertThat(new PlanCheck(
                                PLAN,
                                new ApplyRequest(
                                        OTHER_DEV,
                                        Protection.DISPOSABLE,
                                        PlanSubject.ENVIRONMENT,
                                        "999999999999/eu-west-1/dev",
                                        "",
                                        200))
                        .refusal(NOW))
                .hasValueSatisfying(why -> assertThat(why).contains("not for dev of 999999999999/eu-west-1"));
    }

    @Test
    void more_than_the_most_is_refused() {
        assertThat(new PlanCheck(
                                PLAN, new ApplyRequest(DEV, Protection.DISPOSABLE, PlanSubject.ENVIRONMENT, YES, "", 0))
                        .refusal(NOW))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("removes 1 resources, and 0 are allowed", "--most"));
    }

    @Test
    void the_account_region_and_environment_must_be_typed_exactly() {
        for (String typed :
                List.of("", "yes", YES + " ", "123456789012/us-east-1/prod", YES.toUpperCase(Locale.ROOT))) {
            assertThat(new PlanCheck(
                                    PLAN,
                                    new ApplyRequest(
                                            DEV, Protection.DISPOSABLE, PlanSubject.ENVIRONMENT, typed, "", 200))
                            .refusal(NOW))
                    .as(typed)
                    .hasValueSatisfying(why -> assertThat(why).contains("--yes " + YES, "got '" + typed + "'"));
        }
    }

    @Test
    void prod_needs_its_own_words_too() {
        RemovalPlan plan = RemovalPlan.of(PROD, scan(PROD, table(PROD)), NOW);
        assertThat(new PlanCheck(
                                plan,
                                new ApplyRequest(
                                        PROD, Protection.GUARDED, PlanSubject.ENVIRONMENT, PROD_YES, "prod", 200))
                        .refusal(NOW))
                .hasValueSatisfying(why -> assertThat(why).contains("--i-understand prod-123456789012"));
        assertThat(new PlanCheck(plan, prodOrder()).refusal(NOW)).isEmpty();
    }

    @Test
    void what_is_gone_already_is_fine() {
        assertThat(planCheck(PLAN).against(scan(), QUIET)).isEqualTo(new PlanCheck.Open(List.of(), PLAN.items()));
    }

    @Test
    void a_resource_made_anew_since_is_refused() {
        FoundResource anew =
                new FoundResource(HOME, Kind.TABLE, TABLE.id(), TABLE.name(), TABLE.tags(), "2", TABLE.state());
        assertRefused(
                planCheck(PLAN).against(scan(anew), QUIET), "has changed since the plan was made; nothing was removed");
    }

    @Test
    void tags_changed_since_are_refused() {
        Map<String, String> tags = new HashMap<>(TABLE.tags());
        tags.put("keep", "please");
        FoundResource tagged = new FoundResource(HOME, Kind.TABLE, TABLE.id(), TABLE.name(), tags, "1", TABLE.state());
        assertRefused(planCheck(PLAN).against(scan(tagged), QUIET), "has changed");
    }

    @Test
    void a_table_that_grew_or_lost_its_protection_is_the_same_table() {
        FoundResource.State state = new FoundResource.State(5, true, 7);
        FoundResource grown = new FoundResource(HOME, Kind.TABLE, TABLE.id(), TABLE.name(), TABLE.tags(), "1", state);
        assertThat(planCheck(PLAN).against(scan(grown), QUIET)).isInstanceOf(PlanCheck.Open.class);
    }

    @Test
    void an_item_that_is_not_ours_is_refused_whoever_wrote_it_into_the_plan() {
        FoundResource foreign = Example.found(HOME, Kind.TABLE, "orders", "orders", Map.of());
        PlanItem item = new PlanItem(
                HOME, Kind.TABLE, "orders", "orders", PLAN.items().getFirst().proofs(), 0, 0, foreign.fingerprint());
        RemovalPlan forged =
                new RemovalPlan(PLAN.environment(), PLAN.stackId(), PLAN.home(), PLAN.made(), List.of(item));
        assertRefused(planCheck(forged).against(scan(foreign), QUIET), "is not proven to be this environment's");
    }

    @Test
    void what_a_stack_has_taken_into_use_since_is_refused() {
        Scan deployed = new Scan(List.of(new Judgement.Alive(TABLE, "breakwater-dev-gateway")), List.of(), List.of());
        assertRefused(planCheck(PLAN).against(deployed, QUIET), "is in use by the stack breakwater-dev-gateway");
    }

    @Test
    void a_stack_that_is_being_changed_stops_everything() {
        OwnStack busy = new OwnStack(HOME, "breakwater-dev-gateway", "arn", "CREATE_IN_PROGRESS");
        Scan scan = new Scan(scan(TABLE).judged(), List.of(busy), List.of());
        assertRefused(planCheck(PLAN).against(scan, QUIET), "is being changed (CREATE_IN_PROGRESS)");
    }

    @Test
    void prod_with_traffic_is_refused() {
        assertRefused(prod(new RecentTraffic.Seen(12)), "answered 12 requests in the last 15 minutes");
        assertThat(prod(new RecentTraffic.Seen(0))).isInstanceOf(PlanCheck.Open.class);
        assertThat(prod(QUIET)).isInstanceOf(PlanCheck.Open.class);
    }

    @Test
    void prod_whose_traffic_cannot_be_read_is_refused_while_its_api_exists() {
        RecentTraffic unreadable = new RecentTraffic.Unreadable("AccessDenied");
        assertThat(prod(unreadable)).isInstanceOf(PlanCheck.Open.class);
        FoundResource api = Example.found(HOME, Kind.REST_API, "abc", "breakwater-prod", PROD.tags());
        assertRefused(
                prodGate().against(scan(PROD, table(PROD), api), unreadable), "cannot tell whether the API is in use");
    }

    @Test
    void other_environments_may_have_traffic() {
        assertThat(planCheck(PLAN).against(scan(TABLE), new RecentTraffic.Seen(9)))
                .isInstanceOf(PlanCheck.Open.class);
    }

    private static PlanCheck.Verdict prod(RecentTraffic traffic) {
        return prodGate().against(scan(PROD, table(PROD)), traffic);
    }

    private static PlanCheck prodGate() {
        return new PlanCheck(RemovalPlan.of(PROD, scan(PROD, table(PROD)), NOW), prodOrder());
    }

    private static ApplyRequest prodOrder() {
        return new ApplyRequest(PROD, Protection.GUARDED, PlanSubject.ENVIRONMENT, PROD_YES, "prod-123456789012", 200);
    }

    private static PlanCheck planCheck(RemovalPlan plan) {
        return new PlanCheck(plan, new ApplyRequest(DEV, Protection.DISPOSABLE, PlanSubject.ENVIRONMENT, YES, "", 200));
    }

    private static void assertRefused(PlanCheck.Verdict verdict, String why) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        PlanCheck.Closed.class,
                        closed -> assertThat(closed.why()).contains(why));
    }

    private static FoundResource table(Naming naming) {
        String name = naming.resource("quota");
        return Example.found(HOME, Kind.TABLE, name, name, naming.tags());
    }

    private static Scan scan(FoundResource... found) {
        return scan(DEV, found);
    }

    private static Scan scan(Naming naming, FoundResource... found) {
        Judge judge = new Judge(OwnNames.of(naming, List.of()), Records.NONE);
        return new Scan(List.of(found).stream().map(judge::judge).toList(), List.of(), List.of());
    }
}
