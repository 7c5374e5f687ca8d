package io.breakwater.ops.probe;

import io.breakwater.model.Lifecycle;
import io.breakwater.model.ModelId;
import io.breakwater.ops.probe.Probe.ModelAccess;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.AgreementAvailability;
import software.amazon.awssdk.services.bedrock.model.FoundationModelLifecycle;
import software.amazon.awssdk.services.bedrock.model.FoundationModelLifecycleStatus;
import software.amazon.awssdk.services.bedrock.model.FoundationModelSummary;
import software.amazon.awssdk.services.bedrock.model.GetFoundationModelAvailabilityResponse;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileModel;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// Reads Bedrock's control plane.
record BedrockReader(ProbeClients clients) {

    /// The Region's place in an ARN: `arn:aws:bedrock:REGION::foundation-model/…`.
    private static final int REGION = 3;

    Seen<ModelAccess> access(ModelId model) {
        return Reading.of(Set.of(), () -> {
            try (BedrockClient bedrock = clients.of(BedrockClient.builder())) {
                return access(bedrock.getFoundationModelAvailability(get -> get.modelId(model.value())));
            }
        });
    }

    private static ModelAccess access(GetFoundationModelAvailabilityResponse answer) {
        Optional<String> agreement =
                Optional.ofNullable(answer.agreementAvailability()).map(AgreementAvailability::statusAsString);
        return new ModelAccess(
                agreement.orElse(ModelAccess.UNSAID),
                Objects.requireNonNullElse(answer.authorizationStatusAsString(), ModelAccess.UNSAID),
                Objects.requireNonNullElse(answer.entitlementAvailabilityAsString(), ModelAccess.UNSAID));
    }

    Seen<Map<String, Set<String>>> profiles() {
        return summaries(InferenceProfileType.SYSTEM_DEFINED, found -> {
            Map<String, Set<String>> regions = new TreeMap<>();
            found.forEach(profile -> regions.put(profile.inferenceProfileId(), regions(profile)));
            return regions;
        });
    }

    private static Set<String> regions(InferenceProfileSummary profile) {
        return profile.models().stream()
                .map(InferenceProfileModel::modelArn)
                .map(arn -> arn.split(":")[REGION])
                .filter(region -> !region.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    Seen<Map<String, Lifecycle>> lifecycles() {
        return Reading.of(Set.of(), () -> {
            try (BedrockClient bedrock = clients.of(BedrockClient.builder())) {
                return bedrock.listFoundationModels(_ -> {}).modelSummaries().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                FoundationModelSummary::modelId, BedrockReader::lifecycle, (first, _) -> first));
            }
        });
    }

    /// The lifecycle; an unknown status does not stop a model.
    private static Lifecycle lifecycle(FoundationModelSummary model) {
        FoundationModelLifecycle said = model.modelLifecycle();
        if (said == null) {
            return Lifecycle.ACTIVE;
        }
        boolean legacy = said.status() == FoundationModelLifecycleStatus.LEGACY;
        return new Lifecycle(
                legacy ? Lifecycle.Status.LEGACY : Lifecycle.Status.ACTIVE,
                Optional.ofNullable(said.endOfLifeTime()).map(BedrockReader::day));
    }

    private static LocalDate day(Instant end) {
        return LocalDate.ofInstant(end, ZoneOffset.UTC);
    }

    Seen<List<String>> applicationProfiles() {
        return summaries(
                InferenceProfileType.APPLICATION,
                found -> found.stream()
                        .map(InferenceProfileSummary::inferenceProfileName)
                        .toList());
    }

    private interface Summary<T> {
        T of(List<InferenceProfileSummary> found);
    }

    private <T> Seen<T> summaries(InferenceProfileType type, Summary<T> summary) {
        return Reading.of(Set.of(), () -> {
            try (BedrockClient bedrock = clients.of(BedrockClient.builder())) {
                return summary.of(
                        bedrock
                                .listInferenceProfilesPaginator(list -> list.typeEquals(type))
                                .inferenceProfileSummaries()
                                .stream()
                                .toList());
            }
        });
    }

    /// An account without the log answers with no configuration at all.
    Seen<String> invocationLog() {
        Seen<Optional<String>> answer = Reading.of(Set.of("ResourceNotFoundException"), () -> {
            try (BedrockClient bedrock = clients.of(BedrockClient.builder())) {
                return Optional.ofNullable(bedrock.getModelInvocationLoggingConfiguration(_ -> {})
                                .loggingConfig())
                        .map(BedrockReader::destination);
            }
        });
        return switch (answer) {
            case Seen.There<Optional<String>>(Optional<String> log) ->
                log.<Seen<String>>map(Seen.There::new).orElseGet(Seen.NotThere::new);
            case Seen.NotThere<Optional<String>>() -> new Seen.NotThere<>();
            case Seen.Unreadable<Optional<String>>(String why) -> new Seen.Unreadable<>(why);
        };
    }

    private static String destination(LoggingConfig config) {
        if (config.cloudWatchConfig() != null) {
            return config.cloudWatchConfig().logGroupName();
        }
        return config.s3Config() == null
                ? "nowhere"
                : "s3://" + config.s3Config().bucketName();
    }
}
