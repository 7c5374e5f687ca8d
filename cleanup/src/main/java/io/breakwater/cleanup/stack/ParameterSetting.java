package io.breakwater.cleanup.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.Tag;

/// Keeps the previous setting in one SSM parameter.
///
/// @param tags the tags of a new parameter
record ParameterSetting(SsmClient ssm, String name, Map<String, String> tags) implements SavedSetting {

    @Override
    public Optional<String> read() {
        try {
            return Optional.of(
                    ssm.getParameter(get -> get.name(name)).parameter().value());
        } catch (ParameterNotFoundException absent) {
            return Optional.empty();
        }
    }

    /// SSM accepts no tags when it overwrites a parameter.
    @Override
    public void keep(String text) {
        try {
            ssm.putParameter(put -> put.name(name)
                    .type(ParameterType.STRING)
                    .description("Bedrock's previous invocation-logging setting; restored when Breakwater is removed")
                    .value(text)
                    .tags(marks()));
        } catch (ParameterAlreadyExistsException there) {
            ssm.putParameter(
                    put -> put.name(name).type(ParameterType.STRING).value(text).overwrite(true));
        }
    }

    @Override
    public void forget() {
        try {
            ssm.deleteParameter(delete -> delete.name(name));
        } catch (ParameterNotFoundException absent) {
            return;
        }
    }

    private List<Tag> marks() {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
