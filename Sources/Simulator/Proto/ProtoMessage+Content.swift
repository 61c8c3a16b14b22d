extension ProtoMessage {
  /// The messages that contents are made of.
  var contentFields: [String: ProtoType] {
    switch self {
    case .content: ["role": .string, "parts": .list(.message(.part))]
    case .part:
      [
        "text": .string, "inline_data": .message(.blob), "file_data": .message(.fileData),
        "function_call": .message(.functionCall), "function_response": .message(.functionResponse),
        "executable_code": .message(.executableCode), "code_execution_result": .message(.codeExecutionResult),
        "tool_call": .structure, "tool_response": .structure, "thought": .bool, "thought_signature": .bytes,
        "speech_metadata": .structure, "video_metadata": .message(.videoMetadata),
        "media_resolution": .message(.partMediaResolution),
      ]
    case .blob: ["mime_type": .string, "data": .bytes, "display_name": .string]
    case .fileData: ["mime_type": .string, "file_uri": .string, "display_name": .string]
    case .functionCall: ["name": .string, "args": .structure, "id": .string]
    case .functionResponse:
      [
        "name": .string, "id": .string, "response": .structure, "parts": .list(.message(.functionResponsePart)),
        "will_continue": .bool, "scheduling": .string,
      ]
    case .functionResponsePart: ["inline_data": .message(.blob), "file_data": .message(.fileData)]
    case .executableCode:
      ["language": .enumeration(["LANGUAGE_UNSPECIFIED", "PYTHON"]), "code": .string, "id": .string]
    case .codeExecutionResult:
      [
        "outcome": .enumeration([
          "OUTCOME_UNSPECIFIED", "OUTCOME_OK", "OUTCOME_FAILED", "OUTCOME_DEADLINE_EXCEEDED",
        ]), "output": .string, "id": .string,
      ]
    case .videoMetadata: ["start_offset": .string, "end_offset": .string, "fps": .float]
    case .partMediaResolution:
      [
        "level": .enumeration(
          ["UNSPECIFIED", "LOW", "MEDIUM", "HIGH", "ULTRA_HIGH"].map { "MEDIA_RESOLUTION_" + $0 }),
        "num_tokens": .integer,
      ]
    default: [:]
    }
  }

  /// The messages that tools are declared with.
  var toolFields: [String: ProtoType] {
    switch self {
    case .tool:
      [
        "function_declarations": .list(.message(.functionDeclaration)), "google_search": .structure,
        "google_search_retrieval": .structure, "code_execution": .structure, "url_context": .structure,
        "retrieval": .structure, "google_maps": .structure, "enterprise_web_search": .structure,
        "computer_use": .structure, "file_search": .structure,
      ]
    case .functionDeclaration:
      [
        "name": .string, "description": .string, "parameters": .message(.schema), "parameters_json_schema": .value,
        "response": .message(.schema), "response_json_schema": .value,
        "behavior": .enumeration(["UNSPECIFIED", "BLOCKING", "NON_BLOCKING"]),
      ]
    case .schema:
      [
        "type": .enumeration(
          ["TYPE_UNSPECIFIED", "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"], foldsCase: true),
        "format": .string, "title": .string, "description": .string, "nullable": .bool, "enum": .list(.string),
        "items": .message(.schema), "min_items": .integer, "max_items": .integer,
        "properties": .map(.message(.schema)), "required": .list(.string), "min_properties": .integer,
        "max_properties": .integer, "minimum": .float, "maximum": .float, "min_length": .integer,
        "max_length": .integer, "pattern": .string, "example": .value, "any_of": .list(.message(.schema)),
        "property_ordering": .list(.string), "default": .value,
      ]
    case .toolConfig:
      ["function_calling_config": .message(.functionCallingConfig), "retrieval_config": .structure]
    case .functionCallingConfig:
      [
        "mode": .enumeration(["MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED"], foldsCase: true),
        "allowed_function_names": .list(.string), "stream_function_call_arguments": .bool,
      ]
    default: [:]
    }
  }
}
