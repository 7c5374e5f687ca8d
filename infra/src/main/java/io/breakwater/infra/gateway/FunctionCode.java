package io.breakwater.infra.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.AssetHashType;
import software.amazon.awscdk.BundlingOptions;
import software.amazon.awscdk.DockerImage;
import software.amazon.awscdk.ILocalBundling;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.assets.AssetOptions;

/// A function's folder together with the files of its environment under `config/`, as one asset. It is put together
/// here, without Docker; its hash is that of the content, so an unchanged function is not published again.
final class FunctionCode implements ILocalBundling {
    private final Path folder;
    private final Map<String, String> config;

    private FunctionCode(Path folder, Map<String, String> config) {
        this.folder = folder;
        this.config = config;
    }

    /// @param config text by file name
    static Code of(Path folder, Map<String, String> config) {
        return Code.fromAsset(
                folder.toString(),
                AssetOptions.builder()
                        .assetHashType(AssetHashType.OUTPUT)
                        .bundling(BundlingOptions.builder()
                                // required by the CDK, never started: the local bundling below always
                                // succeeds or throws
                                .image(DockerImage.fromRegistry("scratch"))
                                .local(new FunctionCode(folder, config))
                                .build())
                        .build());
    }

    @Override
    public Boolean tryBundle(String outputDir, BundlingOptions options) {
        Path output = Path.of(outputDir);
        try {
            copy(output);
            Path target = Files.createDirectories(output.resolve("config"));
            for (Map.Entry<String, String> file : config.entrySet()) {
                Files.writeString(target.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not put the asset together from " + folder, e);
        }
        return true;
    }

    /// Copies the folder, parents before their content; the bootstrap script stays executable.
    private void copy(Path output) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path source : found.sorted().toList()) {
                Path target = output.resolve(folder.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
