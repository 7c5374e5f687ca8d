package io.breakwater.control.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.control.versions.FunctionVersions.Deletion;
import io.breakwater.control.versions.FunctionVersions.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Uses Lambda's own client over a socket.
class LambdaVersionsTest {
    private static final String VERSIONS = "/2015-03-31/functions/router/versions";
    private static final String ALIASES = "/2015-03-31/functions/router/aliases";
    private static final String THIRD = "DELETE /2015-03-31/functions/router?Qualifier=3";

    private FakeLambda lambda;
    private LambdaVersions versions;

    @BeforeEach
    void start() throws IOException {
        lambda = new FakeLambda();
        versions = new LambdaVersions(lambda.client());
    }

    @AfterEach
    void stop() {
        lambda.close();
    }

    @Test
    void published_versions_are_read_over_pages_with_their_times_and_the_unpublished_one_is_none() {
        lambda.answers("GET " + VERSIONS, """
                {"Versions": [{"Version": "$LATEST", "LastModified": "2026-11-29T10:00:00.000+0000"},
                              {"Version": "9", "LastModified": "2026-11-28T18:45:14.000+0000"}],
                 "NextMarker": "next"}""");
        lambda.answers("GET " + VERSIONS + "?Marker=next", """
                {"Versions": [{"Version": "10", "LastModified": "2026-11-28T20:45:14.123456Z"}]}""");
        lambda.answers("GET " + ALIASES, """
                {"Aliases": [{"Name": "live", "FunctionVersion": "10"}]}""");

        assertThat(versions.read("router"))
                .isEqualTo(new Reading.There(
                        List.of(
                                new PublishedVersion(9, Instant.parse("2026-11-28T18:45:14Z")),
                                new PublishedVersion(10, Instant.parse("2026-11-28T20:45:14.123456Z"))),
                        Set.of(10L)));
    }

    @Test
    void every_alias_counts_over_pages_with_all_its_weights_and_one_of_the_unpublished_version_does_not() {
        lambda.answers("GET " + VERSIONS, "{\"Versions\": []}");
        lambda.answers("GET " + ALIASES, """
                {"Aliases": [{"Name": "live", "FunctionVersion": "4",
                              "RoutingConfig": {"AdditionalVersionWeights": {"6": 0.1, "2": 0.2}}},
                             {"Name": "draft", "FunctionVersion": "$LATEST"}],
                 "NextMarker": "next"}""");
        lambda.answers("GET " + ALIASES + "?Marker=next", """
                {"Aliases": [{"Name": "somebodys", "FunctionVersion": "1"}]}""");

        assertThat(versions.read("router")).isEqualTo(new Reading.There(List.of(), Set.of(1L, 2L, 4L, 6L)));
    }

    @Test
    void a_function_that_is_gone_has_no_versions() {
        assertThat(versions.read("router")).isEqualTo(new Reading.There(List.of(), Set.of()));
    }

    @Test
    void what_may_not_be_read_says_why() {
        lambda.answers("GET " + VERSIONS, "{\"Versions\": []}");
        lambda.refuses("GET " + ALIASES, 403, "AccessDeniedException");

        assertThat(versions.read("router"))
                .isInstanceOfSatisfying(
                        Reading.Unread.class, unread -> assertThat(unread.why()).contains("it is AccessDenied"));
    }

    @Test
    void one_version_is_deleted_and_never_the_function() {
        lambda.answers.put(THIRD, new FakeLambda.Answer(204, "", ""));

        assertThat(versions.delete("router", 3)).isEqualTo(new Deletion.Gone());
        assertThat(lambda.asked).containsExactly(THIRD);
    }

    @Test
    void a_version_that_is_gone_already_is_gone() {
        assertThat(versions.delete("router", 3)).isEqualTo(new Deletion.Gone());
    }

    @Test
    void a_version_that_an_alias_points_at_again_stays_and_says_why() {
        lambda.refuses(THIRD, 409, "ResourceConflictException");

        assertThat(versions.delete("router", 3))
                .isInstanceOfSatisfying(
                        Deletion.Failed.class,
                        failed -> assertThat(failed.why()).contains("it is ResourceConflict"));
    }
}
