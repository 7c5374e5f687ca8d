package io.breakwater.ops.deploy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Home;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// The stand-in for API Gateway on its socket, before a function that writes down what reaches it.
@Timeout(60)
class IamDoorTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ARN = "arn:aws:iam::123456789012:user/operator";
    private static final AwsBasicCredentials OWN = AwsBasicCredentials.create("own", "secret");
    private static final Naming DEV =
            new Naming("dev", new Home(new AccountId("123456789012"), new Region("us-east-1")));
    private static final Signing RIGHT = new Signing(OWN, "execute-api", "us-east-1", NOW);
    private static final String TARGET = "/admin/drains/a/us-east-1/us.model-v1%3A0";

    private final List<JsonNode> reached = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private IamDoor door;

    private record Signing(AwsBasicCredentials credentials, String service, String region, Instant at) {}

    @BeforeEach
    void open() throws Exception {
        door = IamDoor.open(new IamDoor.Behind(
                new SignatureCheck(StaticCredentialsProvider.create(OWN), new Region("us-east-1"), () -> NOW),
                new ProxyEvent(
                        "abc123",
                        "dev",
                        GetCallerIdentityResponse.builder()
                                .account("123456789012")
                                .arn(ARN)
                                .userId("AIDA")
                                .build()),
                this::answer));
    }

    @AfterEach
    void close() {
        door.close();
        http.close();
    }

    private Optional<JsonNode> answer(String method, JsonNode event) {
        reached.add(event);
        if (method.equals("DELETE")) {
            throw new IllegalStateException("the function broke");
        }
        return method.equals("PATCH")
                ? Optional.empty()
                : Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("statusCode", 201)
                        .put("body", "{\"drained\":true}")
                        .set("headers", JsonNodeFactory.instance.objectNode().put("x-request-id", "r1")));
    }

    private URI at(String path) {
        return URI.create(door.invokeUrl().of("abc123", DEV) + path);
    }

    private static Map<String, String> signature(Signing signing, String method, URI uri, String body) {
        SdkHttpRequest bare = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(uri)
                .build();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(signing.credentials())
                        .request(bare)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signing.at(), ZoneOffset.UTC))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, signing.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, signing.region()))
                .request()
                .headers()
                .forEach((name, values) -> headers.put(name, values.getFirst()));
        headers.keySet().removeAll(Set.of("Host", "Content-Length"));
        return headers;
    }

    private HttpResponse<String> send(String method, URI uri, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> signed(Signing signing, String method, String path, String body) throws Exception {
        return send(method, at(path), body, signature(signing, method, at(path), body));
    }

    private void refused(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains(why);
        assertThat(reached).isEmpty();
    }

    @Test
    void a_signed_request_reaches_the_function_as_api_gateway_would_hand_it_over() throws Exception {
        HttpResponse<String> answer = signed(RIGHT, "PUT", TARGET, "{\"until\":null}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"drained\":true}");
        assertThat(answer.headers().firstValue("x-request-id")).hasValue("r1");
        JsonNode event = reached.getFirst();
        assertThat(event.path("resource").asText()).isEqualTo("/admin/{proxy+}");
        assertThat(event.at("/pathParameters/proxy").asText()).isEqualTo("drains/a/us-east-1/us.model-v1%3A0");
        assertThat(event.at("/requestContext/identity/userArn").asText()).isEqualTo(ARN);
        assertThat(event.at("/requestContext/path").asText()).isEqualTo("/dev" + TARGET);
        assertThat(new String(event.path("body").binaryValue(), StandardCharsets.UTF_8))
                .isEqualTo("{\"until\":null}");
    }

    @Test
    void whoever_does_not_sign_or_has_another_secret_does_not_reach_it() throws Exception {
        Signing wrong = new Signing(AwsBasicCredentials.create("own", "guessed"), "execute-api", "us-east-1", NOW);
        Signing other = new Signing(AwsBasicCredentials.create("other", "secret"), "execute-api", "us-east-1", NOW);

        refused(send("GET", at("/admin/tenants"), "", Map.of()), "Missing Authentication Token");
        refused(
                send("GET", at("/admin/tenants"), "", Map.of("Authorization", "Bearer bw_dev_x")),
                "Missing Authentication Token");
        refused(signed(wrong, "GET", "/admin/tenants", ""), "does not match");
        refused(signed(other, "GET", "/admin/tenants", ""), "does not match");
    }

    @Test
    void a_signature_counts_for_one_service_region_and_time_only() throws Exception {
        refused(
                signed(new Signing(OWN, "lambda", "us-east-1", NOW), "GET", "/admin/tenants", ""),
                "Missing Authentication Token");
        refused(
                signed(new Signing(OWN, "execute-api", "eu-west-1", NOW), "GET", "/admin/tenants", ""),
                "does not match");
        refused(
                signed(
                        new Signing(OWN, "execute-api", "us-east-1", NOW.minus(Duration.ofMinutes(6))),
                        "GET",
                        "/admin/tenants",
                        ""),
                "Signature expired");
    }

    @Test
    void what_was_changed_after_it_was_signed_does_not_reach_it() throws Exception {
        Map<String, String> headers = signature(RIGHT, "PUT", at(TARGET), "{}");

        refused(send("PUT", at(TARGET), "{\"until\":null}", headers), "does not match");
        refused(send("POST", at(TARGET), "{}", headers), "does not match");
        refused(send("PUT", at("/admin/drains/b"), "{}", headers), "does not match");
        refused(send("PUT", at(TARGET + "?x=1"), "{}", headers), "does not match");
    }

    @Test
    void only_the_admin_resource_of_this_stage_is_behind_it() throws Exception {
        refused(signed(RIGHT, "GET", "/v1/models", ""), "Missing Authentication Token");
        refused(signed(RIGHT, "GET", "/admin/", ""), "Missing Authentication Token");
        URI other = door.invokeUrl().of("other", DEV).resolve("/other/dev/admin/tenants");
        refused(send("GET", other, "", signature(RIGHT, "GET", other, "")), "Missing Authentication Token");
    }

    @Test
    void a_method_that_is_not_deployed_is_refused_and_a_broken_function_is_a_bad_gateway() throws Exception {
        assertThat(signed(RIGHT, "PATCH", "/admin/tenants", "").statusCode()).isEqualTo(403);
        HttpResponse<String> broken = signed(RIGHT, "DELETE", "/admin/tenants", "");

        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(broken.body()).contains("the function broke");
    }

    @Test
    void a_function_is_known_by_its_integration() {
        assertThat(DeployedAdmin.function("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                        + "arn:aws:lambda:us-east-1:123456789012:function:breakwater-dev-admin:live/invocations"))
                .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:breakwater-dev-admin:live");
        assertThatThrownBy(() -> DeployedAdmin.function("http://example.com"))
                .hasMessageContaining("http://example.com");
    }
}
