package io.breakwater.infra.shard;

import io.breakwater.model.AccountId;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelId;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// The rights for one inference profile called from one source Region: the profile itself, and its
/// model in every Region to which the profile may route, but only through the profile ("Geographic
/// cross-Region inference" and "Global cross-Region inference", Amazon Bedrock User Guide). Converse,
/// Anthropic's Messages and OpenAI's APIs use the actions of Invoke.
record InvokeStatements(AccountId account, Region source) {
    private static final List<String> STORED =
            List.of("bedrock:GetInvoke", "bedrock:DeleteInvoke", "bedrock:CancelInvoke");
    private static final List<String> INVOKE = List.of("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream");
    private static final String THROUGH = "bedrock:InferenceProfileArn";
    private static final String REQUESTED = "aws:RequestedRegion";

    /// How many application profiles one pair of statements names, so that each fits into a policy by itself.
    private static final int CHUNK = 25;

    /// The statements for several profiles.
    ///
    /// @param profiles each with the ARNs of the application profiles that copy it
    Stream<PolicyStatement> of(Map<Profile, List<String>> profiles) {
        return Stream.concat(
                profiles.entrySet().stream().flatMap(entry -> of(entry.getKey(), entry.getValue()).stream()),
                responding(profiles.keySet()));
    }

    /// @param copies the ARNs of the application profiles that copy this one
    List<PolicyStatement> of(Profile profile, List<String> copies) {
        List<PolicyStatement> statements = new ArrayList<>();
        counting(profile).ifPresent(statements::add);
        List<String> callable =
                Stream.concat(Stream.of(own(profile)), copies.stream()).toList();
        for (int from = 0; from < callable.size(); from += CHUNK) {
            List<String> some = callable.subList(from, Math.min(from + CHUNK, callable.size()));
            statements.addAll(calling(profile, some));
        }
        return statements;
    }

    /// The statements for calls of system profiles alone.
    Stream<PolicyStatement> calling(List<Profile> profiles) {
        return Stream.concat(
                profiles.stream().flatMap(profile -> calling(profile, List.of(own(profile))).stream()),
                responding(profiles));
    }

    /// The rights that OpenAI's Responses need besides the profile, once for all models that have them
    /// ("Responses", Amazon Bedrock User Guide).
    private Stream<PolicyStatement> responding(Collection<Profile> profiles) {
        if (profiles.stream().noneMatch(profile -> profile.model().apis().contains(ModelApi.OPENAI_RESPONSES))) {
            return Stream.of();
        }
        return Stream.of(allow(List.of(BedrockArns.defaultProject(source, account)), Map.of()), stored());
    }

    /// The right to get, delete and cancel stored responses, which belong to the default project (the
    /// same). It is given even if no alias stores any now, since stored responses stay for 30 days.
    private PolicyStatement stored() {
        return PolicyStatement.Builder.create()
                .actions(STORED)
                .resources(List.of(BedrockArns.defaultProject(source, account)))
                .build();
    }

    private List<PolicyStatement> calling(Profile profile, List<String> callable) {
        return switch (profile.geography()) {
            case GLOBAL -> global(profile, callable);
            case REGION ->
                List.of(allow(List.of(BedrockArns.model(source, profile.model().id())), Map.of()));
            case US, EU, JP, AU, APAC, CA -> geographic(profile, callable);
        };
    }

    /// The right to apply these guardrails, and no others.
    ///
    /// @param arns of the guardrails' copies here, and of their profiles
    static Stream<PolicyStatement> guarding(List<String> arns) {
        return arns.isEmpty()
                ? Stream.of()
                : Stream.of(PolicyStatement.Builder.create()
                        .actions(List.of("bedrock:ApplyGuardrail"))
                        .resources(arns)
                        .build());
    }

    /// The right to list profiles; the action has no resource ("Actions, resources, and condition keys
    /// for Amazon Bedrock", Service Authorization Reference).
    static PolicyStatement listing() {
        return PolicyStatement.Builder.create()
                .actions(List.of("bedrock:ListInferenceProfiles"))
                .resources(List.of("*"))
                .build();
    }

    private String own(Profile profile) {
        return BedrockArns.profile(source, account, profile.id());
    }

    /// The right to CountTokens, on the model itself, if CountTokens knows the model ("CountTokens",
    /// Amazon Bedrock User Guide).
    private Optional<PolicyStatement> counting(Profile profile) {
        return profile.model().features().contains(Feature.COUNT_TOKENS)
                ? Optional.of(PolicyStatement.Builder.create()
                        .actions(List.of("bedrock:CountTokens"))
                        .resources(List.of(
                                BedrockArns.model(source, profile.model().id())))
                        .build())
                : Optional.empty();
    }

    private List<PolicyStatement> geographic(Profile profile, List<String> callable) {
        ModelId model = profile.model().id();
        List<String> models = Stream.concat(
                        Stream.of(source), profile.destinations().getOrDefault(source, List.of()).stream())
                .distinct()
                .map(region -> BedrockArns.model(region, model))
                .toList();
        return List.of(allow(callable, Map.of()), allow(models, Map.of(THROUGH, callable)));
    }

    private List<PolicyStatement> global(Profile profile, List<String> callable) {
        ModelId model = profile.model().id();
        return List.of(
                allow(callable, Map.of(REQUESTED, source.value())),
                allow(List.of(BedrockArns.model(source, model)), Map.of(REQUESTED, source.value(), THROUGH, callable)),
                allow(List.of(BedrockArns.globalModel(model)), Map.of(REQUESTED, "unspecified", THROUGH, callable)));
    }

    private static PolicyStatement allow(List<String> resources, Map<String, Object> equal) {
        return PolicyStatement.Builder.create()
                .actions(INVOKE)
                .resources(resources)
                .conditions(equal.isEmpty() ? Map.of() : Map.of("StringEquals", new TreeMap<>(equal)))
                .build();
    }
}
