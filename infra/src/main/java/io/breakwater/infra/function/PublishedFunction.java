package io.breakwater.infra.function;

import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Version;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.constructs.Construct;

/// A function that is published with SnapStart and called through its alias `live`.
///
/// A deploy keeps the version that it replaces, since deleting a version may end requests that run on
/// it. If a deploy fails, its version is deleted: otherwise CloudFormation could not publish the same
/// code again ("A version for this Lambda function exists"). All versions are deleted with the
/// function.
public final class PublishedFunction extends JavaFunction {
    private final Alias live;

    public PublishedFunction(Construct scope, String id, Props props) {
        super(
                scope,
                id,
                props,
                builder -> builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                        .currentVersionOptions(VersionOptions.builder()
                                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                                .build()));
        Annotations.of(function())
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish", "its alias points at a published version");
        live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function().getCurrentVersion())
                .build();
    }

    /// The newest published version, to which the alias is moved last.
    public Version published() {
        return function().getCurrentVersion();
    }

    /// What is called: the newest published version.
    public Alias live() {
        return live;
    }
}
