package io.breakwater.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTableTest {
    private static final CallTable TABLE = new CallTable(
            "test",
            List.of(
                    CallLine.parse("s3:GetObject  arn:aws:s3:::b-{env}/{key}"),
                    CallLine.parse("sts:AssumeRole arn:aws:iam::{shard}:role/r sts:ExternalId={id}")));

    @Test
    void a_line_becomes_a_call_for_each_row_that_has_its_placeholders() {
        assertThat(TABLE.calls(List.of(
                        Map.of("env", "dev", "key", "k"),
                        Map.of("env", "dev", "key", "k", "shard", "1", "id", "x"),
                        Map.of("shard", "2", "id", "y"))))
                .containsExactly(
                        new IamCall("s3:GetObject", "arn:aws:s3:::b-dev/k"),
                        new IamCall("sts:AssumeRole", "arn:aws:iam::1:role/r").with("sts:ExternalId", "x"),
                        new IamCall("sts:AssumeRole", "arn:aws:iam::2:role/r").with("sts:ExternalId", "y"));
    }

    @Test
    void a_line_that_no_row_fills_is_an_error_and_not_left_out() {
        assertThatThrownBy(() -> TABLE.calls(List.of(Map.of("env", "dev", "key", "k"))))
                .hasMessageContaining("nothing fills in")
                .hasMessageContaining("sts:AssumeRole");
    }

    @Test
    void a_recorded_call_is_declared_if_a_line_fits_it_with_anything_for_what_is_not_known() {
        Map<String, String> dev = Map.of("env", "dev");
        assertThat(TABLE.declares("s3:GetObject", "arn:aws:s3:::b-dev/a/b", dev))
                .isTrue();
        assertThat(TABLE.declares("s3:GetObject", "arn:aws:s3:::b-prod/a", dev)).isFalse();
        assertThat(TABLE.declares("s3:PutObject", "arn:aws:s3:::b-dev/a", dev)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:GetObject", "GetObject *", "s3:Get* *", "s3:GetObject * aws:RequestedRegion"})
    void what_is_no_call_is_refused(String line) {
        assertThatThrownBy(() -> CallLine.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function",
                "router",
                "shard",
                "responses",
                "counting",
                "authorizer",
                "usage",
                "admin",
                "provisioner",
                "sweeper",
                "carrier",
                "late-logs",
                "invocations",
                "invocation-log",
                "encrypted",
                "encrypted-secrets",
                "network",
                "denied",
                "into-accounts",
                "into-places",
                "bootstrap",
                "deployer",
                "operator",
                "doctor",
                "doctor-shard",
                "demo",
                "demo-shard",
                "cleanup",
                "cleanup-bootstrap",
                "denied-operator",
            })
    void every_table_can_be_read(String name) {
        assertThat(CallTable.of(name).lines()).isNotEmpty();
    }

    @Test
    void there_is_no_table_of_nobody() {
        assertThatThrownBy(() -> CallTable.of("nobody")).hasMessageContaining("nobody");
    }
}
