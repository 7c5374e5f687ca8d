package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyText;
import io.breakwater.model.TenantId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What operators do to keys lasts beyond a restart of the run.
@Timeout(60)
class KeptKeysTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static JsonNode ok(int status, HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return LiveRun.json(answer);
    }

    private static String keyId(String text) {
        return ApiKey.parse(text) instanceof KeyText.WellFormed(ApiKey key) ? key.keyId() : "";
    }

    @Test
    void with_a_data_folder_a_rotated_key_comes_back_and_a_revoked_one_does_not(@TempDir Path folder) throws Exception {
        TenantId plain = new TenantId("plain");
        TenantId bound = new TenantId("bound");
        String leaked;
        String rotated;
        try (EmbeddedRun first = EmbeddedRun.start(kept(folder))) {
            leaked = Optional.ofNullable(first.keys().get(bound)).orElseThrow();
            ok(200, asOperator(first, "DELETE", "tenants/bound/keys/" + keyId(leaked)));
            String old = Optional.ofNullable(first.keys().get(plain)).orElseThrow();
            rotated = ok(201, asOperator(first, "POST", "tenants/plain/keys/" + keyId(old) + "/rotate"))
                    .path("secret")
                    .asText();
        }
        try (EmbeddedRun second = EmbeddedRun.start(kept(folder))) {
            assertThat(second.keys()).containsEntry(plain, rotated).doesNotContainEntry(bound, leaked);
        }
    }

    private static RunOptions kept(Path folder) throws Exception {
        return new RunOptions(
                ConfigFiles.read(LiveRun.resource("admin.yaml")),
                0,
                Optional.empty(),
                0,
                Optional.of(folder),
                new LedgerPlace.DataFolder(),
                RunOptions.Bedrock.SIMULATED,
                RunOptions.DRAIN,
                _ -> {},
                _ -> {});
    }

    private static HttpResponse<String> asOperator(EmbeddedRun at, String method, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(at.gateway() + "/admin/" + path))
                        .header("authorization", "Bearer " + at.adminToken())
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
