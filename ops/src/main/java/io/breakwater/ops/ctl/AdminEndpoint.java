package io.breakwater.ops.ctl;

import io.breakwater.config.ConfigFolder;
import io.breakwater.naming.Naming;
import io.breakwater.ops.account.InvokeUrl;
import io.breakwater.ops.probe.Reading;
import io.breakwater.settings.Home;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.RestApi;

/// The ways to the operators' API.
final class AdminEndpoint {
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /// The API of a run on this machine.
    ///
    /// @param tokenFile the file that `scripts/local --admin-token-file` has written
    static AdminClient local(URI url, Path tokenFile) {
        try {
            String token = Files.readString(tokenFile).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new CtlException(tokenFile + " must hold one token on one line; start scripts/local with"
                        + " --admin-token-file");
            }
            return new AdminClient(
                    base(url, "--url", "http://127.0.0.1:8080"),
                    (_, _, _) -> Map.of("authorization", "Bearer " + token));
        } catch (IOException e) {
            throw new CtlException(
                    "the token cannot be read from %s (%s); start scripts/local with --admin-token-file"
                            .formatted(tokenFile, e.getMessage()),
                    e);
        }
    }

    /// The API of a deployed environment, in the account and Region that its file names.
    ///
    /// @param invokeUrl where its API answers
    static AdminClient deployed(String environment, InvokeUrl invokeUrl) {
        FirstCall found = endpoint(environment, invokeUrl);
        return new AdminClient(
                found.address(), new SigV4(own(), found.settings().home().region()));
    }

    /// Where a deployed environment answers.
    static FirstCall endpoint(String environment, InvokeUrl invokeUrl) {
        Settings settings = settings(environment);
        Naming naming = new Naming(environment, settings.home());
        return new FirstCall(settings, address(invokeUrl, apiId(naming, own()), naming));
    }

    private static Settings settings(String environment) {
        return switch (ConfigFolder.ofProject().load(environment)) {
            case Loaded.Valid(Settings valid) -> valid;
            case Loaded.Invalid(List<Problem> problems) ->
                throw new CtlException(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        };
    }

    private static AwsCredentialsProvider own() {
        return DefaultCredentialsProvider.builder().build();
    }

    private static String apiId(Naming naming, AwsCredentialsProvider own) {
        Home home = naming.home();
        try (SdkHttpClient http = Apache5HttpClient.create();
                ApiGatewayClient gateway = ApiGatewayClient.builder()
                        .httpClient(http)
                        .credentialsProvider(own)
                        .region(Region.of(home.region().value()))
                        .build()) {
            return gateway.getRestApisPaginator().items().stream()
                    .filter(api -> naming.api().equals(api.name()))
                    .map(RestApi::id)
                    .findFirst()
                    .orElseThrow(() -> new CtlException(
                            "there is no API %s in %s, with these credentials; is the environment deployed to account %s?"
                                    .formatted(naming.api(), home.region(), home.account())));
        } catch (SdkException e) {
            throw new CtlException(
                    "the API %s of account %s cannot be looked up: %s"
                            .formatted(naming.api(), home.account(), Reading.sentence(e)),
                    e);
        }
    }

    private static URI address(InvokeUrl invokeUrl, String apiId, Naming naming) {
        String such = "https://admin.example.com/{stage}";
        try {
            return base(invokeUrl.of(apiId, naming), "--invoke-url", such);
        } catch (IllegalArgumentException e) {
            throw new Misuse(
                    "--invoke-url must be a URL such as %s, got '%s'".formatted(such, invokeUrl.template()), e);
        }
    }

    /// The address without slashes at its end.
    private static URI base(URI url, String option, String such) {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new Misuse("%s must be a URL such as %s, got '%s'".formatted(option, such, url));
        }
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    private AdminEndpoint() {}
}
