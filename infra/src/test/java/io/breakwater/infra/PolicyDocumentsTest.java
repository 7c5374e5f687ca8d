package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.iam.DocumentKind;
import io.breakwater.iam.Grammar;
import io.breakwater.infra.PolicyDocuments.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every policy document of every template, checked as IAM checks it when it is saved.
class PolicyDocumentsTest {
    /// The limit is from "AWS CloudFormation quotas", AWS CloudFormation User Guide.
    private static final int MOST_RESOURCES = 500;

    private static final int MOST_TEMPLATE_BYTES = 1_000_000;

    /// The default number of managed policies that a role may have ("IAM and AWS STS quotas", IAM User
    /// Guide).
    private static final int MOST_ATTACHED = 10;

    static Stream<Synthesised> environments() {
        return Crowded.everyKind();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void iam_takes_every_policy_document(Synthesised environment) {
        List<Document> documents = PolicyDocuments.all(environment).toList();
        assertThat(documents).extracting(Document::kind).contains(DocumentKind.INLINE, DocumentKind.TRUST);
        assertThat(documents)
                .allSatisfy(document -> assertThat(Grammar.faults(document.kind(), document.json()))
                        .as(document.toString())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("environments")
    void the_policies_of_a_role_keep_within_their_number_and_their_size_together(Synthesised environment) {
        Map<String, Integer> inline = PolicyDocuments.all(environment)
                .filter(document -> document.kind() == DocumentKind.INLINE)
                .collect(Collectors.toMap(
                        document -> document.in().properties().path("Roles").toString(),
                        document -> Grammar.size(document.json()),
                        Integer::sum));
        assertThat(inline.values()).isNotEmpty().allMatch(size -> size <= DocumentKind.INLINE.longest());
        Map<String, Long> attached = Templates.all(environment, "AWS::IAM::ManagedPolicy")
                .flatMap(policy -> Templates.texts(policy.properties().path("Roles")).stream())
                .collect(Collectors.groupingBy(role -> role, Collectors.counting()));
        assertThat(attached.values()).allMatch(count -> count <= MOST_ATTACHED);
    }

    @Test
    void a_template_is_as_large_with_many_tenants_as_with_twice_as_many() {
        assertThat(resources(Crowded.MOST)).isEqualTo(resources(Crowded.MANY));
    }

    private static Map<String, Integer> resources(int tenants) {
        return Crowded.everyKind()
                .filter(environment ->
                        environment.settings().topology().tenants().size() == tenants)
                .flatMap(environment -> environment.templates().entrySet().stream())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        stack -> stack.getValue().path("Resources").size()));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void every_template_keeps_within_cloudformations_limits(Synthesised environment) {
        assertThat(environment.templates()).allSatisfy((stack, template) -> {
            assertThat(template.path("Resources").size()).as(stack).isLessThanOrEqualTo(MOST_RESOURCES);
            assertThat(template.toString().getBytes(StandardCharsets.UTF_8).length)
                    .as(stack)
                    .isLessThan(MOST_TEMPLATE_BYTES);
        });
    }
}
