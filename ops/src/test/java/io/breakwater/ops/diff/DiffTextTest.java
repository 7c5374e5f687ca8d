package io.breakwater.ops.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What people read instead of pages of hashes.
class DiffTextTest {

    @Test
    void a_new_tenant_is_a_few_added_resources_and_nothing_is_replaced() {
        assertThat(words("""
                Stack Cleanup (breakwater-dev-cleanup) (aws://123456789012/us-east-1)
                There were no differences
                Stack Gateway (breakwater-dev-gateway) (aws://123456789012/us-east-1)
                Resources
                [~] AWS::Lambda::Function Router/Function RouterFunction1A2B3C4D
                 └─ [~] Code
                     └─ [~] .S3Key:
                         ├─ [-] 0af3.zip
                         └─ [+] 91bc.zip
                [-] AWS::Lambda::Version Router/Function/CurrentVersion RouterVersionAAAA destroy
                [+] AWS::Lambda::Version Router/Function/CurrentVersion RouterVersionBBBB
                [+] AWS::ApiGateway::UsagePlan Tenants/newteam/Plan Tenantsnewteam11223344
                [+] Custom::BreakwaterTenantKey Tenants/newteam/Key Tenantsnewteam55667788

                ✨  Number of stacks with differences: 1
                """))
                .containsExactly(
                        "breakwater-dev-gateway: 2 added, 1 changed",
                        "1 of 2 stacks changes; nothing is replaced or deleted.");
    }

    @Test
    void what_would_be_replaced_or_deleted_is_named() {
        assertThat(words("""
                Stack breakwater-prod-gateway
                Resources
                [~] AWS::DynamoDB::Table Tables/Ledger TablesLedgerAA replace
                 └─ [~] TableName (requires replacement)
                [~] AWS::IAM::Role Router/Role RouterRoleBB may be replaced
                [-] AWS::CloudWatch::Alarm Old/Alarm OldAlarmCC destroy
                [-] AWS::DynamoDB::Table Kept/Table KeptTableDD orphan
                """))
                .containsExactly(
                        "breakwater-prod-gateway: 1 replaced, 1 perhaps replaced, 1 deleted, 1 left alone",
                        "  replaced: AWS::DynamoDB::Table Tables/Ledger",
                        "  perhaps replaced: AWS::IAM::Role Router/Role",
                        "  deleted: AWS::CloudWatch::Alarm Old/Alarm",
                        "1 of 1 stacks changes; the lines above name what is replaced or deleted.");
    }

    @Test
    void nothing_is_said_in_one_line() {
        assertThat(words("Stack a-b\nThere were no differences\nStack a-c\nThere were no differences\n"))
                .containsExactly("Nothing changes in 2 stacks.");
    }

    @Test
    void colours_do_not_hide_a_change() {
        assertThat(
                        words(
                                "Stack a-b\n\u001b[31m[-]\u001b[39m \u001b[36mAWS::SNS::Topic\u001b[39m Alarms/Topic \u001b[90mAlarmsTopicEE\u001b[39m \u001b[31mdestroy\u001b[39m\n"))
                .contains("  deleted: AWS::SNS::Topic Alarms/Topic");
    }

    private static List<String> words(String cdk) {
        return DiffText.of(CdkDiff.read(cdk.lines().toList()));
    }
}
