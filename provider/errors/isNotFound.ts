import { ApiError } from "./apiError";

/**
 * Whether the service itself says that there is no such account or user. The kind `notFound` is not enough: any web server says 404,
 * for a wrong path too, and nobody is gone by its word.
 */
export function isNotFound(error: unknown): error is ApiError {
  return ApiError.isInstance(error) && error.awsCode === "NotFound";
}
