package io.breakwater.infra.gateway;

import io.breakwater.infra.function.Assets;
import io.breakwater.infra.function.JavaFunction;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.EnvironmentParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/// The file's tenants and plans as an object in the bootstrap's bucket: some thousands would fit into
/// no template and no function's event. The object is named by its content, so custom resources that
/// name it are called when a tenant or a plan changes, and a rollback names the previous one.
final class TenantsAsset extends Construct {
    private static final String SUFFIX = ".tenants";

    private final Asset asset;

    TenantsAsset(Construct scope, String id, Assets assets) {
        super(scope, id);
        asset = Asset.Builder.create(this, "File").path(written(assets)).build();
    }

    private static String written(Assets assets) {
        try {
            Path folder = Files.createTempDirectory("breakwater-tenants");
            ConfigText file = new ConfigText(assets.environment().toString(), Files.readString(assets.environment()));
            return Files.writeString(
                            folder.resolve(assets.environmentName() + SUFFIX),
                            EnvironmentParts.of(file).data())
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("could not put the tenants of " + assets.environment() + " aside", e);
        }
    }

    /// The property `Tenants` of a custom resource.
    Map<String, String> place() {
        return Map.of("Bucket", asset.getS3BucketName(), "Key", asset.getS3ObjectKey());
    }

    /// Lets a function read this object. When another takes its place, the rights are some seconds old.
    void readableBy(JavaFunction function) {
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("s3:GetObject"))
                .resources(List.of(asset.getBucket().arnForObjects(asset.getS3ObjectKey())))
                .build());
    }
}
