package io.breakwater.adapters.credentials;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// An STS in virtual time: it issues sessions of an hour, or fails as the test tells it to.
final class StatefulSts implements StsClient {
    private final InstantSource clock;
    private final List<String> asked = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private Duration life = Duration.ofHours(1);
    private Supplier<? extends RuntimeException> trouble = () -> null;

    StatefulSts(InstantSource clock) {
        this.clock = clock;
    }

    /// What a client sees if STS does not answer.
    void silent() {
        trouble = () -> ApiCallTimeoutException.create(1_500);
    }

    void answers() {
        trouble = () -> null;
    }

    void fails(int status, String code) {
        trouble = () -> StsException.builder()
                .statusCode(status)
                .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                        .errorCode(code)
                        .build())
                .build();
    }

    void issuesFor(Duration next) {
        life = next;
    }

    /// The roles that were asked for, oldest first.
    List<String> asked() {
        return asked;
    }

    /// The session names that were asked for, oldest first.
    List<String> names() {
        return names;
    }

    @Override
    public synchronized AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        asked.add(request.roleArn());
        names.add(request.roleSessionName());
        RuntimeException failure = trouble.get();
        if (failure != null) {
            throw failure;
        }
        return AssumeRoleResponse.builder()
                .credentials(session -> session.accessKeyId("ASIA" + asked.size())
                        .secretAccessKey("secret")
                        .sessionToken("token")
                        .expiration(clock.instant().plus(life)))
                .build();
    }

    @Override
    public String serviceName() {
        return "sts";
    }

    @Override
    public void close() {}
}
