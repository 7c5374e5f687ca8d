package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Digest;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.CloudWatchConfig;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Bedrock's invocation log: one setting for each account and Region. Its name here is the log group
/// that it writes to; its tags are those of the SSM parameter that keeps the previous setting. Removing
/// it restores that setting.
///
/// @param saved the name of the parameter
record InvocationLoggingRemover(
        Function<Place, BedrockClient> clients, Function<Place, SsmClient> parameters, String saved)
        implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.INVOCATION_LOGGING;
    }

    @Override
    public List<FoundResource> list(Place place) {
        LoggingConfig setting = setting(place);
        return setting == null
                ? List.of()
                : Optional.ofNullable(setting.cloudWatchConfig())
                        .map(CloudWatchConfig::logGroupName)
                        .filter(group -> group.startsWith("/" + CandidateNames.START + "/"))
                        .map(group -> found(place, group, setting))
                        .stream()
                        .toList();
    }

    private FoundResource found(Place place, String group, LoggingConfig setting) {
        Map<String, String> tags = ParameterRemover.tags(parameters.apply(place), saved);
        return new FoundResource(
                place,
                kind(),
                "invocation-logging",
                group,
                tags,
                Digest.of(setting.toString()),
                FoundResource.State.FREE);
    }

    private @Nullable LoggingConfig setting(Place place) {
        return clients.apply(place)
                .getModelInvocationLoggingConfiguration(_ -> {})
                .loggingConfig();
    }

    /// Reads the setting again: somebody else may have changed it since.
    @Override
    public Optional<String> remove(FoundResource found) {
        if (list(found.place()).stream().anyMatch(now -> now.version().equals(found.version()))) {
            putBack(found.place());
        }
        return Optional.empty();
    }

    private void putBack(Place place) {
        BedrockClient bedrock = clients.apply(place);
        before(place)
                .ifPresentOrElse(
                        setting -> bedrock.putModelInvocationLoggingConfiguration(put -> put.loggingConfig(setting)),
                        () -> bedrock.deleteModelInvocationLoggingConfiguration(_ -> {}));
    }

    /// If the saved text is not a setting, this setting stays, and the rest of the plan goes on.
    private Optional<LoggingConfig> before(Place place) {
        try {
            return SettingText.read(kept(place));
        } catch (IllegalArgumentException unreadable) {
            throw SdkClientException.create(saved + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private String kept(Place place) {
        return NotFoundErrors.orElse(
                SettingText.NONE,
                () -> parameters
                        .apply(place)
                        .getParameter(get -> get.name(saved))
                        .parameter()
                        .value());
    }
}
