package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.settings.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Lists an account's application inference profiles ("ListInferenceProfiles", Amazon Bedrock API Reference): a
/// thousand to a page, which is as many as an account may have.
public final class ProfileListing implements ApplicationProfiles.Listing {
    private static final Duration PAGE = Duration.ofSeconds(3);
    private static final Duration CREDENTIALS = Duration.ofSeconds(2);

    /// How many tries: IAM and Bedrock may not know yet what a deploy has just made.
    private static final int MOST_TRIES = 2;

    private final SdkHttpClient http;
    private final Credentials credentials;
    private final SignedRequests requests;
    private final Watchdog watchdog;
    private final ObjectMapper json = new ObjectMapper();

    /// The credentials for a shard, not of a particular tenant.
    public interface Credentials {
        Found of(ShardId shard, Duration within);
    }

    /// @param endpoints the endpoints of Bedrock's control plane, by Region
    public ProfileListing(
            SdkHttpClient http, Credentials credentials, Function<Region, URI> endpoints, Watchdog watchdog) {
        this.http = http;
        this.credentials = credentials;
        this.requests = new SignedRequests(endpoints);
        this.watchdog = watchdog;
    }

    @Override
    public Map<String, String> in(Shard shard, Region source) throws IOException {
        AwsCredentialsIdentity identity = switch (credentials.of(shard.id(), CREDENTIALS)) {
            case Found.Valid(AwsCredentialsIdentity valid) -> valid;
            case Found.NoneNow(String why, var _) -> throw new IOException(why);
            case Found.Refused(String why) -> throw new IOException(why);
        };
        Map<String, String> arns = new HashMap<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            JsonNode page = page(source, next.get(), identity);
            page.path("inferenceProfileSummaries")
                    .forEach(profile -> arns.put(
                            profile.path("inferenceProfileName").asText(),
                            profile.path("inferenceProfileArn").asText()));
            next = Optional.ofNullable(page.path("nextToken").textValue());
        }
        return arns;
    }

    private JsonNode page(Region source, String token, AwsCredentialsIdentity identity) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return once(source, token, identity);
            } catch (IOException failed) {
                if (tried == MOST_TRIES) {
                    throw failed;
                }
            }
        }
    }

    private JsonNode once(Region source, String token, AwsCredentialsIdentity identity) throws IOException {
        ExecutableHttpRequest prepared = http.prepareRequest(requests.applicationProfiles(source, token, identity));
        try (Watchdog.Watch _ = watchdog.watch(PAGE, prepared::abort)) {
            HttpExecuteResponse response = prepared.call();
            try (InputStream body = BedrockTransport.body(response)) {
                JsonNode answer = json.readTree(body);
                if (!response.httpResponse().isSuccessful()) {
                    throw new IOException("HTTP " + response.httpResponse().statusCode() + " "
                            + OutcomeReader.masked(answer.path("message").asText("")));
                }
                return answer;
            }
        }
    }
}
