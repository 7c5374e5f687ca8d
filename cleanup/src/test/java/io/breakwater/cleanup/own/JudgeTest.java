package io.breakwater.cleanup.own;

import static io.breakwater.cleanup.own.Example.DEV;
import static io.breakwater.cleanup.own.Example.HOME;
import static io.breakwater.cleanup.own.Example.NAMES;
import static io.breakwater.cleanup.own.Example.OTHER_DEV;
import static io.breakwater.cleanup.own.Example.SHARD;
import static io.breakwater.cleanup.own.Example.named;
import static io.breakwater.cleanup.own.Example.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final String TABLE_TYPE = "AWS::DynamoDB::GlobalTable";

    @Test
    void tags_and_name_together_prove_it() {
        assertThat(judge(named(Kind.TABLE, "breakwater-dev-quota", DEV.tags()), Records.NONE))
                .isInstanceOfSatisfying(
                        Judgement.Own.class,
                        own -> assertThat(own.proofs()).containsExactlyInAnyOrder(Proof.TAGS, Proof.NAME));
    }

    @ParameterizedTest
    @CsvSource({
        "/aws/lambda/breakwater-dev-router, AWS::Lambda::Function, breakwater-dev-router",
        "API-Gateway-Execution-Logs_abc123/dev, AWS::ApiGateway::RestApi, abc123",
        "/breakwater/dev/access, AWS::Logs::LogGroup, /breakwater/dev/access",
    })
    void a_log_group_that_a_late_line_brought_back_is_proven_by_its_name_and_the_record_of_its_source(
            String group, String type, String id) {
        assertThat(judge(named(Kind.LOG_GROUP, group, Map.of()), recorded(HOME, type, id)))
                .isInstanceOf(Judgement.Own.class);
    }

    @Test
    void a_name_alone_is_only_doubtful() {
        assertThat(judge(named(Kind.TABLE, "breakwater-dev-quota", Map.of()), Records.NONE))
                .isInstanceOfSatisfying(
                        Judgement.Doubtful.class,
                        doubtful -> assertThat(doubtful.why()).contains("its name"));
    }

    @Test
    void an_untagged_table_by_a_recorded_name_is_only_doubtful_as_somebody_may_have_made_it_anew() {
        Records records = recorded(HOME, TABLE_TYPE, "breakwater-dev-quota");
        assertThat(judge(named(Kind.TABLE, "breakwater-dev-quota", Map.of()), records))
                .isInstanceOf(Judgement.Doubtful.class);
    }

    @Test
    void another_stack_id_outweighs_name_and_record() {
        Records records = recorded(HOME, TABLE_TYPE, "breakwater-dev-quota");
        assertThat(judge(named(Kind.TABLE, "breakwater-dev-quota", OTHER_DEV.tags()), records))
                .isInstanceOf(Judgement.Foreign.class);
    }

    @Test
    void a_record_of_another_region_proves_nothing() {
        Records records = recorded(SHARD, "AWS::Lambda::Function", "breakwater-dev-router");
        assertThat(judge(named(Kind.LOG_GROUP, "/aws/lambda/breakwater-dev-router", Map.of()), records))
                .isInstanceOf(Judgement.Doubtful.class);
    }

    @Test
    void a_stage_of_the_same_name_of_some_other_api_is_not_even_doubtful() {
        assertThat(judge(named(Kind.LOG_GROUP, "API-Gateway-Execution-Logs_zzz999/dev", Map.of()), Records.NONE))
                .isInstanceOf(Judgement.Foreign.class);
    }

    @ParameterizedTest
    @CsvSource({"ROLE, AWSServiceRoleForLambda", "ROLE, aws-x", "ROLE, cdk-hnb659fds-deploy-role", "TABLE, mine"})
    void what_does_not_have_our_name_is_foreign_whatever_tags_it_has(Kind kind, String name) {
        assertThat(judge(named(kind, name, DEV.tags()), Records.NONE)).isInstanceOf(Judgement.Foreign.class);
    }

    @Test
    void what_a_standing_stack_has_is_in_use() {
        Records living = living(TABLE_TYPE, "breakwater-dev-quota");
        assertThat(judge(named(Kind.TABLE, "breakwater-dev-quota", DEV.tags()), living))
                .isInstanceOfSatisfying(
                        Judgement.Alive.class,
                        alive -> assertThat(alive.stack()).isEqualTo("breakwater-dev-gateway"));
    }

    @Test
    void a_tenants_api_gateway_key_that_a_function_made_is_in_use_while_the_stack_stands_and_a_stray_afterwards() {
        Map<String, String> tags = new TreeMap<>(DEV.tags());
        tags.put(Naming.TENANT, "search");
        FoundResource key = Example.found(HOME, Kind.API_KEY, "k1", "breakwater-dev-usage-search", tags);
        assertThat(judge(key, living(TABLE_TYPE, "breakwater-dev-quota"))).isInstanceOf(Judgement.Alive.class);
        assertThat(judge(key, Records.NONE)).isInstanceOf(Judgement.Own.class);
    }

    @Test
    void a_tenants_secret_is_in_use_while_the_stack_stands_though_no_stack_has_it() {
        FoundResource secret = named(Kind.SECRET, "breakwater/dev/tenants/search", DEV.tags());
        assertThat(judge(secret, living(TABLE_TYPE, "breakwater-dev-quota"))).isInstanceOf(Judgement.Alive.class);
        assertThat(judge(secret, Records.NONE)).isInstanceOf(Judgement.Own.class);
    }

    @Test
    void a_stray_beside_a_standing_stack_is_still_a_stray() {
        FoundResource key = Example.found(HOME, Kind.API_KEY, "k1", "breakwater-dev-gone", DEV.tags());
        assertThat(judge(key, living(TABLE_TYPE, "breakwater-dev-quota"))).isInstanceOf(Judgement.Own.class);
    }

    @Test
    void a_role_is_recorded_in_whichever_region_its_stack_is() {
        FoundResource role = Example.found(HOME, Kind.ROLE, "breakwater-dev-x", "breakwater-dev-x", DEV.tags());
        Place elsewhere = Example.place("123456789012", "eu-west-1");
        assertThat(judge(role, recorded(elsewhere, "AWS::IAM::Role", "breakwater-dev-x")))
                .isInstanceOfSatisfying(
                        Judgement.Own.class, own -> assertThat(own.proofs()).contains(Proof.RECORD));
    }

    @Test
    void a_dashboard_is_the_same_one_in_whichever_region_it_is_seen() {
        FoundResource dashboard = Example.found(HOME, Kind.DASHBOARD, "breakwater-dev", "breakwater-dev", Map.of());
        Place elsewhere = Example.place("123456789012", "eu-west-1");
        assertThat(judge(dashboard, recorded(elsewhere, "AWS::CloudWatch::Dashboard", "breakwater-dev")))
                .isInstanceOf(Judgement.Own.class);
    }

    @Test
    void one_proof_cannot_be_called_own() {
        FoundResource table = named(Kind.TABLE, "breakwater-dev-quota", DEV.tags());
        assertThatThrownBy(() -> new Judgement.Own(table, Set.of(Proof.TAGS)))
                .hasMessageContaining("two proofs are needed");
    }

    private static Judgement judge(FoundResource found, Records records) {
        return new Judge(NAMES, records).judge(found);
    }

    private static Records living(String type, String id) {
        OwnStack stack = new OwnStack(HOME, "breakwater-dev-gateway", "arn:stack", "CREATE_COMPLETE");
        Recorded recorded = new Recorded(HOME, type, id);
        return new Records(List.of(stack), Set.of(recorded), Map.of(recorded, stack.name()));
    }
}
