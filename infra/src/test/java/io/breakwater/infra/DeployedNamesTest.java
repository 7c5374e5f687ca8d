package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.PublicNames;
import io.breakwater.infra.Templates.Found;
import io.breakwater.model.TenantId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What a deploy must find again: a resource whose logical id or name changes is replaced by an empty
/// one.
class DeployedNamesTest {
    /// Resources that hold state, or an address, an id or a key that others have; roles are trusted by
    /// their names.
    private static final Set<String> STATEFUL = Set.of(
            "AWS::ApiGateway::ApiKey",
            "AWS::ApiGateway::RestApi",
            "AWS::ApiGateway::Stage",
            "AWS::ApiGateway::UsagePlan",
            "AWS::DynamoDB::GlobalTable",
            "AWS::IAM::Role",
            "AWS::KMS::Key",
            "AWS::Logs::LogGroup",
            "AWS::S3::Bucket",
            "AWS::SNS::Topic",
            "AWS::SSM::Parameter",
            "AWS::SecretsManager::Secret",
            "Custom::BreakwaterLateLogs",
            "Custom::BreakwaterLedgerItems",
            "Custom::BreakwaterTenantKeys",
            "Custom::BreakwaterTenants");

    /// Resources that are found by their names alone.
    private static final Set<String> NAMED = Set.of(
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::CompositeAlarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::Events::Rule",
            "AWS::Lambda::Alias",
            "AWS::Lambda::Function");

    private static final Set<String> NAMES = Set.of(
            "AlarmName",
            "DashboardName",
            "FunctionName",
            "LogGroupName",
            "Name",
            "RoleName",
            "StageName",
            "TableName",
            "TopicName",
            "UsagePlanName");

    private final Set<String> names = new TreeSet<>();

    @Test
    void every_resource_with_state_keeps_its_logical_id_and_every_name_stays() throws IOException {
        for (Synthesised environment : Synthesised.all().toList()) {
            environment.stacks().keySet().forEach(stack -> add(environment, "stack " + stack));
            environment
                    .stacks()
                    .values()
                    .forEach(stack -> stack.getTags().keySet().forEach(tag -> names.add("tag " + tag)));
            for (Found found : Templates.all(environment).toList()) {
                resource(environment, found);
            }
            environment
                    .templates()
                    .forEach((stack, template) -> template.path("Outputs")
                            .fieldNames()
                            .forEachRemaining(output -> add(environment, "output " + output + " of " + stack)));
        }
        PublicNames.DEPLOYED.are(names);
    }

    private void resource(Synthesised environment, Found found) throws IOException {
        if (STATEFUL.contains(found.type())) {
            add(environment, "logical id " + found.type() + " " + found.id() + " in " + found.stack());
        }
        if (STATEFUL.contains(found.type()) || NAMED.contains(found.type())) {
            for (Map.Entry<String, JsonNode> property : found.properties().properties()) {
                if (NAMES.contains(property.getKey()) && property.getValue().isTextual()) {
                    add(
                            environment,
                            "name " + found.type() + " " + property.getValue().asText());
                }
            }
        }
        if (found.type().startsWith("Custom::")) {
            found.properties()
                    .fieldNames()
                    .forEachRemaining(name -> names.add("property " + found.type() + " " + name));
        }
        found.properties()
                .at("/Environment/Variables")
                .fieldNames()
                .forEachRemaining(variable -> names.add("variable " + variable));
        JsonNode format = found.properties().at("/AccessLogSetting/Format");
        if (format.isTextual()) {
            Synthesised.JSON
                    .readTree(format.asText())
                    .properties()
                    .forEach(field -> names.add("access log " + field.getKey() + " "
                            + field.getValue().asText()));
        }
    }

    /// Environments and their shards, Regions and tenants differ only in their names.
    private void add(Synthesised environment, String name) {
        String general = name.replaceAll("(?<![a-z])" + environment.settings().environment() + "(?![a-z])", "ENV")
                .replaceAll("Stage" + environment.settings().environment(), "StageENV")
                .replaceAll("[0-9]{12}", "ACCOUNT")
                .replaceAll("[a-z]{2}-[a-z]+-[0-9]", "REGION")
                .replaceAll("shard-[ab]\\b", "shard-SHARD")
                .replaceAll("profiles/[ab]/", "profiles/SHARD/");
        for (TenantId tenant : environment.settings().topology().tenants().keySet()) {
            general = general.replaceAll("([-/])" + tenant + "$", "$1TENANT");
        }
        names.add(general);
    }
}
