package io.breakwater.deploytest.world;

import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.Tag;

/// An account's log of Bedrock invocations, as set by an environment: with a parameter that keeps the
/// previous setting, here none.
///
/// @param role the ARN of the role that would write the log
record PlantedLogging(BedrockClient bedrock, SsmClient parameters, Naming naming, String role) implements Planted {
    @Override
    public String name() {
        return naming.invocationLogs();
    }

    @Override
    public void plant() {
        List<Tag> marks = naming.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        parameters.putParameter(put ->
                put.name(saved()).type(ParameterType.STRING).value("none").tags(marks));
        bedrock.putModelInvocationLoggingConfiguration(put -> put.loggingConfig(config -> config.cloudWatchConfig(
                        logs -> logs.logGroupName(name()).roleArn(role))
                .textDataDeliveryEnabled(true)));
    }

    @Override
    public boolean isThere() {
        return Optional.ofNullable(
                        bedrock.getModelInvocationLoggingConfiguration(_ -> {}).loggingConfig())
                .map(config -> config.cloudWatchConfig())
                .filter(logs -> name().equals(logs.logGroupName()))
                .isPresent();
    }

    @Override
    public void remove() {
        bedrock.deleteModelInvocationLoggingConfiguration(_ -> {});
        parameters.deleteParameter(delete -> delete.name(saved()));
    }

    private String saved() {
        return naming.parameter("invocation-logging-before");
    }
}
