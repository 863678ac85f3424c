using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Scoring;

/// <summary>The prediction of the row at which a cursor stands, made once a row, when the first of its columns is asked for.</summary>
internal sealed class RowScore
{
    private readonly DataViewRow _input;
    private readonly ValueGetter<VBuffer<float>> _getFeatures;
    private readonly Scorer _scorer;
    private readonly Scorer.Work _work;
    private VBuffer<float> _features;
    private long _position = -1;

    public RowScore(DataViewRow input, DataViewSchema.Column features, int slots, Scorer scorer)
    {
        _input = input;
        _getFeatures = input.GetGetter<VBuffer<float>>(features);
        (_scorer, _work) = (scorer, scorer.NewWork(slots));
    }

    /// <summary>A getter by the type of its column.</summary>
    /// <param name="column">A predicted column.</param>
    /// <param name="isProbability">Whether it is the probability.</param>
    public Delegate Getter(DataViewSchema.Column column, bool isProbability) => column.Type switch
    {
        KeyDataViewType => (ValueGetter<uint>)((ref uint value) => value = Now().Key),
        BooleanDataViewType => (ValueGetter<bool>)((ref bool value) => value = Now().IsTrue),
        VectorDataViewType => (ValueGetter<VBuffer<float>>)Scores,
        _ when isProbability => (ValueGetter<float>)((ref float value) => value = Now().Probability),
        _ => (ValueGetter<float>)((ref float value) => value = Now().Score),
    };

    private Scorer.Work Now()
    {
        // A row for single predictions stands still: its position never changes, though its values do.
        if (_position != _input.Position || _input is not DataViewRowCursor)
        {
            _getFeatures(ref _features);
            _scorer.Score(in _features, _work);
            _position = _input.Position;
        }

        return _work;
    }

    private void Scores(ref VBuffer<float> value)
    {
        float[] scores = Now().Scores;
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, scores.Length);
        scores.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
