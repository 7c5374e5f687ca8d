package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.iam.Evaluation;
import io.breakwater.iam.IamCall;
import io.breakwater.iam.IamCaller;
import io.breakwater.iam.PolicyDocument;
import io.breakwater.iam.PolicyKind;
import io.breakwater.iam.Rights;
import io.breakwater.infra.Templates.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The setting `encryption: customer-managed`, and its absence.
class EncryptionTest {
    /// The types that take a key, and the property that names it.
    private static final Map<String, String> ENCRYPTED = Map.of(
            "AWS::Logs::LogGroup", "KmsKeyId",
            "AWS::Lambda::Function", "KmsKeyArn",
            "AWS::SecretsManager::Secret", "KmsKeyId",
            "AWS::SNS::Topic", "KmsMasterKeyId");

    @Test
    void without_the_setting_there_is_no_key() {
        assertThat(Templates.all(Synthesised.DEV, "AWS::KMS::Key")).isEmpty();
        assertThat(encryptable(Synthesised.DEV)).isNotEmpty().noneMatch(EncryptionTest::hasKey);
    }

    @Test
    void with_it_everything_that_takes_a_key_has_that_of_its_stack() {
        assertThat(encryptable(Synthesised.FULL)).hasSizeGreaterThan(20).allSatisfy(found -> {
            JsonNode key = found.properties().path(ENCRYPTED.get(found.type())).path("Fn::GetAtt");
            assertThat(Templates.in(Synthesised.FULL, found.stack(), "AWS::KMS::Key")
                            .map(Found::id))
                    .as(found.toString())
                    .containsExactly(key.path(0).asText());
        });
        assertThat(Templates.all(Synthesised.FULL, "AWS::KMS::Key")).allSatisfy(key -> {
            assertThat(key.properties().path("EnableKeyRotation").asBoolean()).isTrue();
            assertThat(key.body().path("DeletionPolicy").asText()).isEqualTo("Delete");
        });
    }

    /// The secrets that are kept could not be read without the key.
    @Test
    void where_state_is_kept_the_gateways_key_is_kept_with_it() {
        String text =
                Synthesised.text("config/prod.yaml").replace("logging:", "encryption: customer-managed\nlogging:");
        Synthesised kept = Synthesised.of(Synthesised.settings(text));
        Map<String, String> removal = Templates.all(kept, "AWS::KMS::Key")
                .collect(Collectors.toMap(
                        Found::stack, key -> key.body().path("DeletionPolicy").asText()));
        assertThat(removal)
                .containsEntry("breakwater-prod-gateway", "Retain")
                .containsEntry("breakwater-prod-monitoring", "Delete");
    }

    @Test
    void the_log_service_may_encrypt_the_stacks_own_groups_with_its_key_and_no_others() {
        List<Found> groups =
                Templates.all(Synthesised.FULL, "AWS::Logs::LogGroup").toList();
        assertThat(groups).hasSizeGreaterThan(10).allSatisfy(group -> {
            Intrinsics intrinsics = Intrinsics.of(Synthesised.FULL, group.stack());
            String arn = intrinsics.arn(group.id()).replaceFirst(":\\*$", "");
            for (String action : List.of("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey")) {
                assertThat(logs(group, intrinsics, action, arn))
                        .as(group + " " + action)
                        .isTrue();
            }
            assertThat(logs(group, intrinsics, "kms:Decrypt", arn.replace("log-group:", "log-group:/payroll")))
                    .isFalse();
            assertThat(logs(group, intrinsics, "kms:ScheduleKeyDeletion", arn)).isFalse();
        });
    }

    @Test
    void alarms_of_this_account_reach_the_encrypted_topic_and_nobody_elses() {
        Found topic =
                Templates.all(Synthesised.FULL, "AWS::SNS::Topic").findFirst().orElseThrow();
        assertThat(alarms(topic, "123456789012", "kms:Decrypt")).isTrue();
        assertThat(alarms(topic, "123456789012", "kms:GenerateDataKey")).isTrue();
        assertThat(alarms(topic, "999999999999", "kms:Decrypt")).isFalse();
    }

    @Test
    void a_stranger_and_an_identity_without_a_right_of_its_own_may_use_no_key() {
        Rights all = Rights.of(List.of(PolicyDocument.of(
                PolicyKind.IDENTITY,
                "administrator",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}")));
        assertThat(Templates.all(Synthesised.FULL, "AWS::KMS::Key"))
                .hasSizeGreaterThan(3)
                .allSatisfy(key -> {
                    String arn = Intrinsics.of(Synthesised.FULL, key.stack()).arn(key.id());
                    IamCall decrypt = new IamCall("kms:Decrypt", arn);
                    IamCaller stranger = new IamCaller.Role("arn:aws:iam::999999999999:role/administrator");
                    assertThat(new Evaluation(stranger, all, Optional.of(policy(key)))
                                    .of(decrypt)
                                    .allowed())
                            .isFalse();
                    IamCaller own = new IamCaller.Role("arn:aws:iam::" + arn.split(":", -1)[4] + ":role/somebody");
                    assertThat(new Evaluation(own, Rights.of(List.of()), Optional.of(policy(key)))
                                    .of(decrypt)
                                    .allowed())
                            .isFalse();
                });
    }

    private static boolean logs(Found group, Intrinsics intrinsics, String action, String context) {
        String service = "logs." + intrinsics.region() + ".amazonaws.com";
        return service(group, service, new IamCall(action, "*").with("kms:EncryptionContext:aws:logs:arn", context));
    }

    private static boolean alarms(Found topic, String account, String action) {
        return service(topic, "cloudwatch.amazonaws.com", new IamCall(action, "*").with("aws:SourceAccount", account));
    }

    private static boolean service(Found encrypted, String service, IamCall call) {
        Found key = Templates.in(Synthesised.FULL, encrypted.stack(), "AWS::KMS::Key")
                .findFirst()
                .orElseThrow();
        return new Evaluation(new IamCaller.Service(service), Rights.NONE, Optional.of(policy(key)))
                .of(call)
                .allowed();
    }

    private static PolicyDocument policy(Found key) {
        return PolicyDocument.of(
                PolicyKind.KEY,
                key.toString(),
                Intrinsics.of(Synthesised.FULL, key.stack())
                        .resolved(key.properties().path("KeyPolicy"))
                        .toString());
    }

    private static Stream<Found> encryptable(Synthesised environment) {
        return Templates.all(environment).filter(found -> ENCRYPTED.containsKey(found.type()));
    }

    private static boolean hasKey(Found found) {
        return found.properties().has(ENCRYPTED.get(found.type()));
    }
}
