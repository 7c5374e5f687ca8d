package io.breakwater.ops.policies;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The AWS actions that classes call, read from compiled code: each call of a method of one of the
/// SDK's clients.
final class CalledByCode {
    private static final Pattern CLIENT = Pattern.compile("software/amazon/awssdk/services/(\\w+)/\\w+Client");

    /// Methods that call nothing, or only what is counted elsewhere: a waiter calls a describe
    /// operation.
    private static final Set<String> SILENT =
            Set.of("builder", "create", "close", "waiter", "serviceClientConfiguration");

    private static final Map<String, String> SERVICES = Map.of("cloudwatchlogs", "logs");

    /// Methods whose action has another name ("Service Authorization Reference").
    private static final Map<String, List<String>> ACTIONS = Map.ofEntries(
            entry("s3:ListBuckets", List.of("s3:ListAllMyBuckets")),
            entry("s3:ListObjectVersions", List.of("s3:ListBucketVersions")),
            entry("s3:DeleteObjects", List.of("s3:DeleteObjectVersion")),
            entry("dynamodb:TransactWriteItems", List.of("dynamodb:PutItem", "dynamodb:UpdateItem")),
            // no right is needed to ask for one's own identity
            entry("sts:GetCallerIdentity", List.of()));

    private CalledByCode() {}

    /// The actions that the classes of one package and its subpackages call.
    ///
    /// @param anchor a class that is compiled to the same folder
    static Set<String> in(Class<?> anchor, String name) {
        try {
            URI place =
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path root = Path.of(place);
            if (Files.isDirectory(root)) {
                return below(root.resolve(name.replace('.', '/')));
            }
            try (FileSystem archive = FileSystems.newFileSystem(root)) {
                return below(archive.getPath(name.replace('.', '/')));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> below(Path folder) throws IOException {
        Set<String> actions = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".class"))::iterator) {
                collect(ClassFile.of().parse(Files.readAllBytes(file)), actions);
            }
        }
        return actions;
    }

    private static void collect(ClassModel model, Set<String> actions) {
        model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .map(CalledByCode::actions)
                .forEach(actions::addAll);
    }

    private static Collection<String> actions(CodeElement element) {
        if (!(element instanceof InvokeInstruction call)) {
            return List.of();
        }
        Matcher client = CLIENT.matcher(call.owner().asInternalName());
        String method = call.name().stringValue();
        return client.matches() && !SILENT.contains(method) ? actions(client.group(1), method) : List.of();
    }

    private static List<String> actions(String service, String method) {
        String plain = method.replaceFirst("Paginator$", "");
        if (service.equals("apigateway")) {
            return List.of("apigateway:" + verb(plain));
        }
        String action = SERVICES.getOrDefault(service, service) + ":"
                + plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
        return ACTIONS.getOrDefault(action, List.of(action));
    }

    /// The verb of an API Gateway action, which is that of HTTP.
    private static String verb(String method) {
        return Stream.of(
                        entry("get", "GET"),
                        entry("delete", "DELETE"),
                        entry("update", "PATCH"),
                        entry("create", "POST"))
                .filter(each -> method.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no verb is known of " + method));
    }
}
