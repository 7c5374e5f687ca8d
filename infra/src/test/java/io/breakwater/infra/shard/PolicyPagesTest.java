package io.breakwater.infra.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyDocumentProps;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// Policies are divided so that IAM accepts their size.
class PolicyPagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void no_page_is_longer_than_iam_accepts_and_no_statement_is_lost() {
        List<PolicyStatement> statements =
                IntStream.range(0, 60).mapToObj(PolicyPagesTest::statement).toList();
        List<List<PolicyStatement>> pages = PolicyPages.of(statements);
        assertThat(pages)
                .hasSizeGreaterThan(1)
                .allSatisfy(page -> assertThat(length(page)).isLessThanOrEqualTo(6_144));
        assertThat(pages.stream().flatMap(List::stream).toList()).isEqualTo(statements);
    }

    @Test
    void what_fits_into_one_policy_stays_in_one() {
        assertThat(PolicyPages.of(List.of(statement(1), statement(2)))).hasSize(1);
    }

    private static PolicyStatement statement(int number) {
        return PolicyStatement.Builder.create()
                .actions(List.of("bedrock:InvokeModel"))
                .resources(List.of("arn:aws:bedrock:us-east-1::foundation-model/some.model-" + number))
                .conditions(Map.of("StringEquals", Map.of("aws:RequestedRegion", "region-" + number)))
                .build();
    }

    private static int length(List<PolicyStatement> page) {
        PolicyDocument document = new PolicyDocument(
                PolicyDocumentProps.builder().statements(page).build());
        return JSON.valueToTree(document.toJSON()).toString().length();
    }
}
