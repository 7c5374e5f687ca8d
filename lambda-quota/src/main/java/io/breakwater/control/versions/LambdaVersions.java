package io.breakwater.control.versions;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// The versions in Lambda. `$LATEST`, which was never published, is not among them.
///
/// Lambda itself refuses to delete a version that an alias points at (`DeleteFunction`, AWS Lambda API
/// Reference): if an alias was moved back since it was read, the deletion fails.
public final class LambdaVersions implements FunctionVersions {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /// `2026-11-28T18:45:14.000+0000`, with any number of decimals.
    private static final DateTimeFormatter CHANGED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HHMM", "Z")
            .toFormatter();

    private final LambdaClient lambda;

    public LambdaVersions(LambdaClient lambda) {
        this.lambda = lambda;
    }

    @Override
    public Reading read(String function) {
        try {
            return new Reading.There(published(function), called(function));
        } catch (ResourceNotFoundException none) {
            return new Reading.There(List.of(), Set.of());
        } catch (SdkException failed) {
            return new Reading.Unread(why(failed));
        }
    }

    private List<PublishedVersion> published(String function) {
        return lambda.listVersionsByFunctionPaginator(list -> list.functionName(function)).versions().stream()
                .filter(version -> isNumber(version.version()))
                .map(LambdaVersions::read)
                .toList();
    }

    private static PublishedVersion read(FunctionConfiguration version) {
        return new PublishedVersion(
                Long.parseLong(version.version()), CHANGED.parse(version.lastModified(), Instant::from));
    }

    private Set<Long> called(String function) {
        return lambda.listAliasesPaginator(list -> list.functionName(function)).aliases().stream()
                .flatMap(LambdaVersions::called)
                .filter(LambdaVersions::isNumber)
                .map(Long::valueOf)
                .collect(Collectors.toSet());
    }

    private static Stream<String> called(AliasConfiguration alias) {
        Stream<String> weighted = alias.routingConfig() == null
                ? Stream.of()
                : alias.routingConfig().additionalVersionWeights().keySet().stream();
        return Stream.concat(Stream.of(alias.functionVersion()), weighted);
    }

    private static boolean isNumber(String version) {
        return NUMBER.matcher(version).matches();
    }

    /// Deletes a version; the call always names it, since without a version Lambda deletes the
    /// function.
    @Override
    public Deletion delete(String function, long number) {
        try {
            lambda.deleteFunction(delete -> delete.functionName(function).qualifier(Long.toString(number)));
            return new Deletion.Gone();
        } catch (ResourceNotFoundException already) {
            return new Deletion.Gone();
        } catch (SdkException failed) {
            return new Deletion.Failed(why(failed));
        }
    }

    private static String why(SdkException failed) {
        return String.valueOf(failed.getMessage());
    }
}
