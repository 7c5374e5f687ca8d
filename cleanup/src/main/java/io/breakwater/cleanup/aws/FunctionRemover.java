package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/// Lambda functions with all their versions and aliases.
record FunctionRemover(Function<Place, LambdaClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.FUNCTION;
    }

    @Override
    public List<FoundResource> list(Place place) {
        LambdaClient lambda = clients.apply(place);
        return lambda.listFunctionsPaginator().functions().stream()
                .filter(function -> CandidateNames.ours(function.functionName()))
                .map(function -> found(place, function, tags(lambda, function)))
                .toList();
    }

    private FoundResource found(Place place, FunctionConfiguration function, Map<String, String> tags) {
        return new FoundResource(
                place,
                kind(),
                function.functionName(),
                function.functionName(),
                tags,
                function.lastModified() + " " + function.codeSha256(),
                new FoundResource.State(Optional.ofNullable(function.codeSize()).orElse(0L), false, 0));
    }

    private static Map<String, String> tags(LambdaClient lambda, FunctionConfiguration function) {
        return NotFoundErrors.orElse(
                Map.of(),
                () -> lambda.listTags(list -> list.resource(function.functionArn()))
                        .tags());
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(
                () -> clients.apply(found.place()).deleteFunction(delete -> delete.functionName(found.id())));
    }
}
